package io.incidentiq.rollback.port;

/** How far the platform says a rollout has come. */
public enum RolloutState {
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    /** The platform doesn't say, as with classic load balancers. */
    UNKNOWN
}
