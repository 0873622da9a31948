package io.incidentiq.runbook.source;

/** How much a diagnostic matters. */
public enum Severity {
    /** A part of the text could not be read, or what a rollback needs is missing. */
    ERROR,
    /** All was read, but a part of it is probably not what its author meant. */
    WARNING,
    /** Worth knowing, nothing to do. */
    INFO
}
