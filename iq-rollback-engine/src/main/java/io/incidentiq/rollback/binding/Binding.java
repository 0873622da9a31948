package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of binding a runbook: a procedure, or diagnostics that say what to write. Immutable. */
public final class Binding {
    private final @Nullable RollbackProcedure procedure;
    private final List<Diagnostic> diagnostics;
    private final List<Alternative> alternatives;
    private final ParseResult parsed;

    Binding(
            ParseResult parsed,
            @Nullable RollbackProcedure procedure,
            List<Diagnostic> diagnostics,
            List<Alternative> alternatives) {
        this.parsed = parsed;
        this.alternatives = List.copyOf(alternatives);
        this.procedure = procedure;
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Returns the procedure; empty if the runbook lacks what a rollback needs. */
    public Optional<RollbackProcedure> procedure() {
        return Optional.ofNullable(procedure);
    }

    /** Returns the ways to roll back that the runbook has, where their places differ; empty where there is one. */
    public List<Alternative> alternatives() {
        return alternatives;
    }

    /** Binds the same runbook for a selection, which tells which of its {@link #alternatives} is meant. */
    public Binding select(Selection selection) {
        return ProcedureBinder.bind(parsed, selection);
    }

    /** Returns what is missing or doubtful, in text order; errors are there exactly if the procedure isn't. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * Returns the procedure.
     *
     * @throws NoSuchElementException if there is none; the message holds every error
     */
    public RollbackProcedure orElseThrow() {
        return procedure()
                .orElseThrow(() -> new NoSuchElementException(diagnostics.stream()
                        .filter(d -> d.severity() == Severity.ERROR)
                        .map(Diagnostic::toString)
                        .collect(Collectors.joining("\n"))));
    }
}
