package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourceRange;

/**
 * One {@code Key=Value}.
 *
 * @param value a word without text and parts if nothing stands behind {@code =}
 */
public record KeyValue(String key, Word value, SourceRange range) {}
