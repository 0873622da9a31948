package io.incidentiq.runbook.shell;

/** How text is quoted. */
public enum QuoteStyle {
    /** {@code '…'}: nothing is expanded. */
    SINGLE,
    /** {@code "…"}: variables and {@code $(…)} are expanded. */
    DOUBLE,
    /** {@code \c}: one character that stands for itself. */
    BACKSLASH
}
