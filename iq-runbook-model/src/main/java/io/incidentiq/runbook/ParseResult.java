package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import java.util.List;

/**
 * What was read and what is to be said of it.
 *
 * @param runbook always there; what could not be read is empty in it
 * @param diagnostics in text order
 */
public record ParseResult(Runbook runbook, List<Diagnostic> diagnostics) {
    /** Copies the list. */
    public ParseResult {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Returns whether one of the diagnostics is an error. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
