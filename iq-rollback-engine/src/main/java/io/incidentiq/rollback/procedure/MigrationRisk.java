package io.incidentiq.rollback.procedure;

/** How likely a service's releases carry a migration, by the runbook's service table; lowest first, what nobody can read last. */
public enum MigrationRisk {
    NONE,
    LOW,
    MED,
    HIGH,
    /** The table says something else. */
    UNREADABLE
}
