package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourceRange;

/**
 * {@code NAME=value} before a command or alone.
 *
 * @param value a word without text and parts if nothing stands behind {@code =}
 */
public record Assignment(String name, Word value, SourceRange range) {}
