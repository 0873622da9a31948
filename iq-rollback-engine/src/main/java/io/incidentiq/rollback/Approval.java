package io.incidentiq.rollback;

import java.util.Optional;

/** What a caller says of each plan before it is carried out, also of one that was made anew because the world had moved. */
@FunctionalInterface
public interface Approval {
    /** Carries out every plan as it is. */
    Approval GIVEN = Optional::of;

    /**
     * Called on the caller's thread before a plan is started, also for one that is not {@link RollbackPlan#executable}. It may take its
     * time: a plan older than ten seconds is checked again afterwards.
     *
     * @return this plan with what people stated about its gates; empty if it is not to be carried out
     */
    Optional<RollbackPlan> of(RollbackPlan plan) throws InterruptedException;

    /**
     * Called with a handle on each rollback that was started, to watch it or to give it up; does nothing by default. One that is given up
     * is not planned anew. If this throws, the rollback is given up and {@code run} throws the same.
     */
    default void started(Rollback rollback) {}

    /** Called where a rollback ended as stale, and right before a plan is made anew; does nothing by default. */
    default void stale(RollbackReport ended) {}
}
