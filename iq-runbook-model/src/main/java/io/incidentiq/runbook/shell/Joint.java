package io.incidentiq.runbook.shell;

/** How a command follows the one before it in the same script. */
public enum Joint {
    /** It is the first one or starts on a new line. */
    START,
    /** {@code |}: it reads what the one before writes. */
    PIPE,
    /** {@code &&}: only if the one before succeeded. */
    AND,
    /** {@code ||}: only if the one before failed. */
    OR,
    /** {@code ;}: on the same line, after it. */
    SEQUENCE,
    /** {@code &}: on the same line, while the one before still runs. */
    BACKGROUND
}
