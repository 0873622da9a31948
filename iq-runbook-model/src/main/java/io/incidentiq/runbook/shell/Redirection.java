package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourceRange;

/**
 * Where input comes from or output goes.
 *
 * @param operator as written, for instance {@code >>} or {@code 2>}
 * @param target the file, or the stream of {@code 2>&1}
 */
public record Redirection(String operator, Word target, SourceRange range) {}
