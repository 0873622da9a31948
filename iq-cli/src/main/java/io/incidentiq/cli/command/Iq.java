package io.incidentiq.cli.command;

import io.incidentiq.cli.output.CliError;
import io.incidentiq.cli.output.ErrorJson;
import io.incidentiq.cli.output.NextSteps;
import io.incidentiq.cli.screen.Terminal;
import io.incidentiq.rollback.GateRefusal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code iq}. */
@Command(
        name = "iq",
        description = "Rolls a service back by its runbook: plans, checks, carries out, verifies, reports.",
        subcommands = {
            PlanCommand.class,
            RollbackCommand.class,
            ShowCommand.class,
            SimulatorCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "A first drill, on a simulated platform:",
            "  iq plan runbooks/RB-0007-emergency-rollback-procedure.md \\",
            "    --service api-gateway --scenario bad-deploy",
            "iq plan changes nothing, and prints the line that carries it out.",
            "",
            Iq.EXIT_CODES
        })
public final class Iq {
    static final String EXIT_CODES = "Exit codes: 0 done, 1 failed or not recovered, 2 usage or input,%n"
            + "  3 refused, or failed or not recovered with nothing changed,%n"
            + "  4 rolled back but unverified, 5 superseded, 6 cancelled,%n"
            + "  70 internal error, 130 and 143 interrupted.";

    /** Begins the command. */
    public Iq() {}

    /** Runs the command on a terminal and returns its exit code; nothing ends the process. */
    public static int run(List<String> args, Terminal terminal) {
        var line = new CommandLine(new Iq());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, raw) -> usage(e, List.of(raw), terminal));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, args, terminal));
        line.getSubcommands().values().forEach(sub -> ((SubCommand) sub.getCommand()).on(terminal, args));
        int code = args.isEmpty() ? help(line) : line.execute(args.toArray(new String[0]));
        int told = terminal.out().checkError() ? unprinted(line, code) : code;
        terminal.settle();
        return told;
    }

    /** Only a command that ran has a result; help and usage errors are what they are. */
    private static int unprinted(CommandLine line, int code) {
        CommandLine.ParseResult parsed = line.getParseResult();
        return parsed != null
                        && parsed.hasSubcommand()
                        && parsed.subcommand().commandSpec().userObject() instanceof SubCommand command
                ? command.unprinted(code)
                : code;
    }

    private static int help(CommandLine line) {
        line.usage(line.getErr());
        return CliError.USAGE;
    }

    private static int usage(CommandLine.ParameterException e, List<String> args, Terminal terminal) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e.getMessage() + suggestion(e) + " (see " + name + " --help)";
        return report(new CliError(CliError.USAGE, message), args, terminal);
    }

    private static String suggestion(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return "";
    }

    private static int failed(Exception e, List<String> args, Terminal terminal) {
        if (args.contains("--debug")) {
            e.printStackTrace(terminal.err());
        }
        if (e instanceof CliError error) {
            return report(error, args, terminal);
        }
        if (e instanceof GateRefusal refusal) {
            String use = refusal.instead()
                    .map(r -> "; use " + NextSteps.option(r, "NAME", "NOTE"))
                    .orElse("");
            String message = refusal.getMessage() + use + ". Nothing was changed.";
            return report(new CliError(CliError.REFUSED, message), args, terminal);
        }
        String message = "internal error: " + e + "; run again with --debug and report the trace";
        return report(new CliError(CliError.INTERNAL, message), args, terminal);
    }

    private static int report(CliError error, List<String> args, Terminal terminal) {
        terminal.err().println("iq: " + error.getMessage());
        boolean json = args.contains("--output=json") || (args.contains("json") && args.contains("--output"));
        if (json) {
            terminal.out().print(ErrorJson.of(error));
        }
        return error.exitCode();
    }
}
