package io.incidentiq.rollback.port;

/** Whether a task definition can still be deployed. */
public enum DefinitionStatus {
    ACTIVE,
    INACTIVE,
    DELETING
}
