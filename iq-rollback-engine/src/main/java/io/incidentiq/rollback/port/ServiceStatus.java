package io.incidentiq.rollback.port;

/** Whether a service exists for work. */
public enum ServiceStatus {
    ACTIVE,
    DRAINING,
    INACTIVE,
    /** A status that this version doesn't know: nothing is written, and nothing concluded from it. */
    UNKNOWN
}
