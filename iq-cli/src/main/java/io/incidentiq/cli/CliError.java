package io.incidentiq.cli;

import io.incidentiq.rollback.port.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/** Ends the command with an exit code and one clear message: its lines are ours, whatever line breaks the texts in them have. */
final class CliError extends RuntimeException {
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int INTERNAL = 70;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CliError(int exitCode, String message) {
        this(exitCode, List.of(message));
    }

    private CliError(int exitCode, List<String> lines) {
        super(lines.stream().map(VisibleText::line).collect(Collectors.joining("\n")));
        this.exitCode = exitCode;
    }

    static CliError usage(String message) {
        return new CliError(USAGE, message);
    }

    static CliError usage(List<String> lines) {
        return new CliError(USAGE, lines);
    }

    int exitCode() {
        return exitCode;
    }
}
