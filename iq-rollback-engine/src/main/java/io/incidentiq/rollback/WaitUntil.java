package io.incidentiq.rollback;

/** How far a rollback is followed. */
public enum WaitUntil {
    /** Until the target serves alone. Ends unverified. */
    MITIGATED,
    /** Until health and error rate are judged. The default. */
    VERIFIED,
    /** Until the old tasks are gone too, at most 15 minutes after verification. */
    DRAINED
}
