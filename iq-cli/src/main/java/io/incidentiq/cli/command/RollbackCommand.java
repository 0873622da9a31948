package io.incidentiq.cli.command;

import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.cli.output.EventLines;
import io.incidentiq.cli.output.Patience;
import io.incidentiq.cli.output.ReportText;
import io.incidentiq.cli.output.ResultFile;
import io.incidentiq.cli.output.ResultStream;
import io.incidentiq.cli.place.Platform;
import io.incidentiq.cli.process.Interrupt;
import io.incidentiq.cli.process.InterruptedReport;
import io.incidentiq.cli.process.Signals;
import io.incidentiq.cli.screen.Pace;
import io.incidentiq.cli.screen.ProgressPrinter;
import io.incidentiq.cli.screen.Questions;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.report.RollbackReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code iq rollback}: the whole job. */
@Command(
        name = "rollback",
        description = "Plan, check, carry out, verify and report a rollback.",
        customSynopsis =
                "iq rollback (RUNBOOK | --runbooks DIR) (--service NAME | --incident FILE) (--scenario S | --provider aws) [OPTIONS]",
        footer = {
            "",
            "GATE is an item of the runbook's checklist, as iq plan lists them.",
            "D is 90s, 20m or PT20M; T is 2026-02-14T02:01:00Z or -25m.",
            Iq.EXIT_CODES
        })
final class RollbackCommand extends SubCommand {
    @Mixin
    RollbackOptions options = new RollbackOptions();

    private static final int REPLANS = 2;

    private String outcome = "";

    @Override
    public Integer call() throws InterruptedException {
        RollbackInput input = RollbackInput.of(options, terminal());
        RollbackProcedure procedure = input.procedure();
        input.tellMissing(options, terminal().err());
        boolean drill = options.provider == null;
        if ("aws".equals(options.provider) && !options.yes && !asks()) {
            throw CliError.usage("--yes is missing: there is no terminal to ask on, or --output json takes it; "
                    + "look at iq plan first, then add --yes");
        }
        input.requireOwnFiles(options);
        Pace pace = drill ? Pace.of(options.speed, terminal().isInteractive()) : Pace.REAL;
        try (Platform platform = Platform.of(options, input);
                ResultFile eventFile =
                        ResultFile.open("--events", options.events, terminal().err());
                ResultFile reportFile =
                        ResultFile.open("--report", options.report, terminal().err())) {
            ResultFile.requireTwo("--report", options.report, "--events", options.events);
            var log = new EventLines(eventFile == null ? line -> {} : eventFile::write);
            return run(procedure, platform, pace, new Results(log, reportFile));
        }
    }

    /** What became of the service is never hidden behind an output that nobody reads. */
    @Override
    int unprinted(int code) {
        String what = outcome.isEmpty() ? "" : "; the outcome is " + outcome;
        terminal()
                .tell("iq: standard output takes no more%s, exit code %d%s"
                        .formatted(what, code, options.report == null ? "" : "; see " + options.report));
        return code;
    }

    /** Where machines read how it went. */
    private record Results(EventLines log, @Nullable ResultFile report) {
        void ended(RollbackReport how) {
            if (report != null) {
                report.write(how.toJson());
            }
            log.ended(how);
        }
    }

    private boolean asks() {
        return terminal().isInteractive() && !options.yes && !json();
    }

    /** Returns the exit code. */
    private int run(RollbackProcedure procedure, Platform platform, Pace pace, Results results)
            throws InterruptedException {
        Screen screen = Screen.of(terminal(), json());
        var printer = new ProgressPrinter(screen, pace, results.log());
        var known = new InterruptedReport(
                platform::id, Settings.of(procedure, platform.request()).at(platform.place()), platform.now());
        var interrupt = new Interrupt(
                screen, Interrupt.Ending.OF_PROCESS, new Interrupt.Known(known::of, report -> leave(report, results)));
        var attempt = new Attempt(platform.engine(printer), platform, known, interrupt);
        Signals signals = Signals.to(interrupt::signalled);
        try {
            RollbackPlan plan = attempt.engine().plan(procedure, platform.request());
            RollbackReport ended = carryOut(agreed(plan, interrupt), attempt);
            screen.close();
            outcome = ended.toString();
            interrupt.ended(ended.exitCode(), () -> unprinted(ended.exitCode()));
            results.ended(ended);
            print(ended);
            interrupt.printed();
            return ended.exitCode();
        } catch (CancellationException e) {
            // a signal was heard before anything was begun
            interrupt.leaveTheLastWord();
            throw e;
        } finally {
            screen.close();
            signals.giveBack();
        }
    }

    /** What one attempt to carry out a plan takes. */
    private record Attempt(RollbackEngine engine, Platform platform, InterruptedReport known, Interrupt interrupt) {
        /** Carries out the plan if a person, told what is at stake, wants it; {@code questions} is null where none is asked. */
        RollbackReport at(RollbackPlan plan, @Nullable Questions questions) throws InterruptedException {
            boolean goesOn = questions == null
                    || !plan.executable()
                    || platform.stakes(plan).map(questions::goAhead).orElse(true);
            return goesOn ? interrupt.begin(() -> engine.start(plan)).await() : known.declined(plan);
        }

        RollbackPlan again(RollbackPlan stale, RollbackReport refused) throws InterruptedException {
            RollbackPlan plan =
                    engine.plan(stale.settings().procedure(), platform.request().withoutStatements());
            return plan.withStatementsOf(stale).withReads(refused.calls().reads() + plan.reads());
        }
    }

    /**
     * A plan that is stale is made anew and shown. Where a person decides, they are asked about it: nothing is written that they have
     * not seen.
     */
    private RollbackReport carryOut(RollbackPlan first, Attempt attempt) throws InterruptedException {
        Questions questions = asks() ? new Questions(terminal(), options.requestedBy) : null;
        RollbackPlan plan = first;
        RollbackReport ended = attempt.at(plan, questions);
        for (int i = 0; i < REPLANS && endedBy(ended, Reason.PLAN_STALE); i++) {
            String unwritten = ended.calls().writes() == 0 ? "nothing was written, and " : "";
            terminal().tell("iq: " + ended.detail() + "; " + unwritten + "this is the plan now:");
            plan = agreed(attempt.again(plan, ended), attempt.interrupt());
            ended = attempt.at(plan, questions);
        }
        Gate untold = untold(ended).orElse(null);
        Optional<RollbackPlan> told =
                untold == null || questions == null ? Optional.empty() : questions.toldAnyway(plan, untold);
        return told.isPresent() ? attempt.at(told.get(), null) : ended;
    }

    private static boolean endedBy(RollbackReport ended, Reason reason) {
        return ended.reason().filter(r -> r == reason).isPresent();
    }

    /** Returns the gate of a start message that was tried and failed, so that nothing was written. */
    private static Optional<Gate> untold(RollbackReport ended) {
        boolean tried = ended.progress().beganAt().isPresent() && endedBy(ended, Reason.TEAM_NOTIFIED);
        return ended.gates().stream()
                .filter(g -> tried && g.id().equals(ChecklistLine.TEAM_NOTIFIED))
                .findFirst();
    }

    /** Shows the plan, and asks what only a person can tell. */
    private RollbackPlan agreed(RollbackPlan plan, Interrupt interrupt) {
        interrupt.knows(plan);
        if (asks()) {
            terminal().out().println(plan);
        } else if (!json()) {
            printPatiently(plan + "\n");
        }
        RollbackPlan agreed = asks() ? new Questions(terminal(), options.requestedBy).about(plan) : plan;
        interrupt.knows(agreed);
        return agreed;
    }

    /** A person has been told on standard error. */
    private void leave(RollbackReport known, Results results) {
        results.ended(known);
        if (json()) {
            printPatiently(known.toJson());
        }
    }

    /** An output that nobody reads holds nothing up; what is printed later comes after this all the same. */
    private void printPatiently(String text) {
        ResultStream out = terminal().out();
        try {
            Patience.run(() -> out.print(text));
        } catch (TimeoutException e) {
            // whoever reads on gets it
        } catch (IOException e) {
            throw new UncheckedIOException("a print stream keeps its trouble to itself", e);
        }
    }

    private void print(RollbackReport ended) {
        terminal()
                .out()
                .print(
                        json()
                                ? ended.toJson()
                                : ReportText.of(ended, options.placed(retyped("rollback"), ended.plan())));
        tellMistyped(ended.plan());
    }
}
