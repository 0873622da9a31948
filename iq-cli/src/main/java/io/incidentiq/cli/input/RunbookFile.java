package io.incidentiq.cli.input;

import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.binding.Binding;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.binding.Selection;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A runbook on disk. */
public final class RunbookFile {
    private static final long LIMIT = 1 << 20;

    private final Path path;

    public RunbookFile(Path path) {
        this.path = path;
    }

    /** Reads what can be read; what can't be is in the diagnostics. */
    public ParseResult read() {
        if (!Files.exists(path)) {
            throw CliError.usage("%s: no such file; expected a runbook in Markdown".formatted(path));
        }
        if (!Files.isRegularFile(path)) {
            throw CliError.usage("%s: not a file; expected a runbook in Markdown".formatted(path));
        }
        try {
            if (Files.size(path) > LIMIT) {
                throw CliError.usage(
                        "%s: %d bytes, expected at most %d; is it a runbook?".formatted(path, Files.size(path), LIMIT));
            }
            return RunbookParser.standard().parse(path.toString(), Files.readAllBytes(path));
        } catch (IOException e) {
            throw CliError.usage(
                    "%s: can't be read (%s)".formatted(path, e.getClass().getSimpleName()));
        }
    }

    /** Reads and binds; what is doubtful becomes a warning of plan and report. */
    public RollbackProcedure bind() {
        return bind(Selection.any());
    }

    /** Reads and binds the way to roll back that is meant, where the runbook has several. */
    RollbackProcedure bind(Selection selection) {
        Binding binding = ProcedureBinder.bind(read(), selection);
        failOnErrors(binding.diagnostics());
        return binding.orElseThrow();
    }

    private void failOnErrors(List<Diagnostic> diagnostics) {
        List<String> errors = diagnostics.stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .map(this::text)
                .toList();
        if (!errors.isEmpty()) {
            throw CliError.usage(errors);
        }
    }

    public String text(Diagnostic d) {
        String severity =
                d.severity() == Severity.ERROR ? "" : d.severity().name().toLowerCase(Locale.ROOT) + ": ";
        return "%s:%s: %s%s [%s]".formatted(path, d.range().start(), severity, d.message(), d.rule());
    }
}
