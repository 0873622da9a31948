package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourceRange;

/**
 * A comment of a script.
 *
 * @param text what it says, without {@code #} and without white space at its ends
 * @param range from {@code #} to the end of the line
 */
public record Comment(String text, SourceRange range) {}
