package io.incidentiq.rollback.port;

/** What earlier rollbacks learnt about a revision. */
public enum Standing {
    /** It ran, and was verified. */
    PROVEN,
    /** It must not be deployed again. */
    QUARANTINED
}
