package io.incidentiq.rollback.outcome;

/** How a rollback ended. */
public enum Outcome {
    /** The target runs with its recorded images, and health and error rate are good. */
    ROLLED_BACK,
    /** The target already ran, and is good. */
    NOTHING_TO_DO,
    /** The target runs; whether it is good could not be told. */
    ROLLED_BACK_UNVERIFIED,
    /** The target runs, and is not good. */
    NOT_RECOVERED,
    /** The target does not run as asked. */
    FAILED,
    /** Not begun: a gate, a stale plan, or nothing to go back to. */
    REFUSED,
    /** Somebody else deployed after our write; their deployment was not touched. */
    SUPERSEDED,
    /** The caller gave up. What the platform was told, it goes on with. */
    CANCELLED;

    /** Returns whether the target runs and is good. */
    public boolean success() {
        return this == ROLLED_BACK || this == NOTHING_TO_DO;
    }
}
