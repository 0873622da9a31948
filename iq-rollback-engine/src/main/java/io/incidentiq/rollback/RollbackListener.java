package io.incidentiq.rollback;

import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.RollbackCore;

/**
 * Watches rollbacks. Of one rollback it is called after each event, one at a time; it must be quick, and what it throws is logged and
 * ignored.
 */
@FunctionalInterface
public interface RollbackListener {
    /**
     * Called after {@code event} has been taken in.
     *
     * @param rollback the state after it; only to be read, and only during the call
     */
    void happened(Event event, RollbackCore rollback);

    /**
     * Called while a plan is made, by the thread that makes it; nothing happens by default. Plans that are made at the same time call
     * it at the same time.
     */
    default void unanswered(UnansweredRead read) {}
}
