package io.incidentiq.cli;

/** Ends the command with an exit code and one clear message. */
final class CliError extends RuntimeException {
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int INTERNAL = 70;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CliError(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CliError usage(String message) {
        return new CliError(USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
