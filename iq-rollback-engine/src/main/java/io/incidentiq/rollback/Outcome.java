package io.incidentiq.rollback;

/** How a rollback ended. */
public enum Outcome {
    /** The target runs with its recorded images, and health and error rate are good. */
    ROLLED_BACK,
    /** The target already ran, and is good. */
    NOTHING_TO_DO,
    /** The target runs; the checks could not tell whether it is good. */
    ROLLED_BACK_UNVERIFIED,
    /** The target runs, and is not good. */
    NOT_RECOVERED,
    /** The target does not run as requested. */
    FAILED,
    /** Not begun: a gate, a stale plan, or nothing to go back to. */
    REFUSED,
    /** Somebody else deployed after our write; their deployment was not touched. */
    SUPERSEDED,
    /** The caller cancelled. A deployment that has begun goes on. */
    CANCELLED;

    /** Returns whether the target runs and is good. */
    public boolean success() {
        return this == ROLLED_BACK || this == NOTHING_TO_DO;
    }
}
