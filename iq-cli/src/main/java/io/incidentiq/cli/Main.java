package io.incidentiq.cli;

import io.incidentiq.cli.command.Iq;
import io.incidentiq.cli.screen.Terminal;
import java.util.List;

/** Starts the command {@code iq}. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        System.setErr(terminal.drawing());
        System.exit(Iq.run(List.of(args), terminal));
    }
}
