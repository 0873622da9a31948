package io.incidentiq.rollback;

import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.RollbackCore;
import java.time.Instant;

/** Watches a rollback. Called after each event, one at a time; it must be quick, and what it throws is logged and ignored. */
@FunctionalInterface
public interface RollbackListener {
    /**
     * Called after {@code event} has been taken in.
     *
     * @param rollback the state after it; only to be read, and only during the call
     */
    void happened(Event event, RollbackCore rollback);

    /**
     * Called while a plan is made, by the thread that makes it, for each read that got no usable answer and is asked again; nothing
     * happens by default. Nothing has been written then.
     *
     * @param at when it failed
     * @param trouble why, in a line for people
     */
    default void unanswered(Instant at, String trouble) {}
}
