package io.incidentiq.cli.command;

import io.incidentiq.cli.completion.Choices;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.cli.output.OutputFormat;
import io.incidentiq.cli.screen.Terminal;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.format.ShellWord;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands of {@code iq} share: where they print, and how. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false)
abstract class SubCommand implements Callable<Integer> {
    private static final Set<Reason> MISTYPED = Set.of(Reason.UNKNOWN_SERVICE, Reason.TARGET_UNFIT);

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            completionCandidates = Choices.Outputs.class,
            description = "Format of the result; ${DEFAULT-VALUE} by default.")
    OutputFormat output = OutputFormat.TEXT;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    boolean debug;

    private @Nullable Terminal terminal;
    private List<String> line = List.of();

    void on(Terminal where, List<String> args) {
        this.terminal = where;
        this.line = args;
    }

    Terminal terminal() {
        if (terminal == null) {
            throw new IllegalStateException("the command was not given a terminal");
        }
        return terminal;
    }

    /** Returns the plan; what the runbook has no engine work with is a mistake of its author. */
    static RollbackPlan planned(RollbackEngine engine, RollbackProcedure procedure, RollbackRequest request)
            throws InterruptedException {
        try {
            return engine.plan(procedure, request);
        } catch (IllegalArgumentException e) {
            throw CliError.usage(procedure.runbook().file() + ": " + e.getMessage());
        }
    }

    /** Returns a command line to copy: {@code command} with the options that were typed for this one, but for what is secret in them. */
    String retyped(String command) {
        return terminal().where().command() + " " + command + " "
                + ShellWord.line(CommandLineRedactor.withoutSecrets(line.subList(1, line.size())));
    }

    /** Says on standard error, as of any mistyped option, what only the platform could tell of one. */
    void tellMistyped(RollbackPlan plan) {
        plan.ending()
                .filter(e -> MISTYPED.contains(e.reason()))
                .ifPresent(e -> terminal()
                        .tell("iq: %s%s. Nothing was changed."
                                .formatted(e.reason() == Reason.TARGET_UNFIT ? "--to " : "", e.detail())));
    }

    /** Returns the exit code where standard output takes no more. A reader that has read enough makes no difference. */
    int unprinted(int code) {
        if (terminal().out().readerGone()) {
            return code;
        }
        terminal()
                .err()
                .println("iq: the result can't be written to standard output; is its disk full?"
                        + " The exit code would be " + code);
        return code == 0 ? CliError.INTERNAL : code;
    }

    boolean json() {
        return output == OutputFormat.JSON;
    }
}
