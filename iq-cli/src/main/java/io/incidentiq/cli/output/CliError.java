package io.incidentiq.cli.output;

import io.incidentiq.rollback.internal.format.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/** Ends the command with an exit code and one clear message: its lines are ours, whatever line breaks the texts in them have. */
public final class CliError extends RuntimeException {
    public static final int USAGE = 2;
    public static final int REFUSED = 3;
    public static final int INTERNAL = 70;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CliError(int exitCode, String message) {
        this(exitCode, List.of(message));
    }

    private CliError(int exitCode, List<String> lines) {
        super(lines.stream().map(VisibleText::line).collect(Collectors.joining("\n")));
        this.exitCode = exitCode;
    }

    public static CliError usage(String message) {
        return new CliError(USAGE, message);
    }

    public static CliError usage(List<String> lines) {
        return new CliError(USAGE, lines);
    }

    public int exitCode() {
        return exitCode;
    }
}
