package io.incidentiq.rollback.port;

/** What earlier rollbacks learnt about a revision. */
public enum RevisionMark {
    /** It ran, and was verified. */
    PROVEN,
    /** It must not be deployed again. */
    QUARANTINED
}
