package io.incidentiq.rollback;

/**
 * Watches rollbacks. It hears of one rollback, or of one plan, one thing at a time and in order, on threads of the engine's
 * {@link io.incidentiq.rollback.port.TimeSource}. One that is slow, hangs or throws holds nothing up but what it would hear next: the
 * rollback goes on, and its end waits 3 seconds at most until all was heard.
 */
@FunctionalInterface
public interface RollbackListener {
    /**
     * Called after {@code event} has been taken in.
     *
     * @param rollback how things stood right after it
     */
    void happened(RollbackEvent event, RollbackView rollback);

    /** Called while a plan is made; does nothing by default. */
    default void unanswered(UnansweredRead read) {}
}
