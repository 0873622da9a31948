package io.incidentiq.rollback.port;

/** Whether a service exists for work. */
public enum ServiceStatus {
    ACTIVE,
    DRAINING,
    INACTIVE
}
