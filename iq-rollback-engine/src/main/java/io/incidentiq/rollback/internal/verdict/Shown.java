package io.incidentiq.rollback.internal.verdict;

/** What a test says. */
public enum Shown {
    YES,
    NO,
    /** Too little was measured to ask. */
    UNKNOWN
}
