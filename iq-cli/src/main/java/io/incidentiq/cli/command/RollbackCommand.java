package io.incidentiq.cli.command;

import io.incidentiq.cli.input.RollbackInput;
import io.incidentiq.cli.input.RollbackOptions;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.cli.output.EventLines;
import io.incidentiq.cli.output.Patience;
import io.incidentiq.cli.output.ReportFormat;
import io.incidentiq.cli.output.ReportPrinter;
import io.incidentiq.cli.output.ResultFile;
import io.incidentiq.cli.output.ResultStream;
import io.incidentiq.cli.place.Platform;
import io.incidentiq.cli.process.Interrupt;
import io.incidentiq.cli.process.Signals;
import io.incidentiq.cli.screen.Pace;
import io.incidentiq.cli.screen.ProgressPrinter;
import io.incidentiq.cli.screen.Questions;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.Approval;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.RollbackProcedure;
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
            "GATE is the id of a checklist item; iq plan lists the ids.",
            "D is a duration: 90s, 20m or PT20M. T is a time: 2026-02-14T02:01:00Z, or -25m (25 minutes ago).",
            Iq.EXIT_CODES
        })
final class RollbackCommand extends SubCommand {
    @Mixin
    RollbackOptions options = new RollbackOptions();

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
            return run(procedure, platform, pace, new Results(log, reportFile, ReportFormat.of(options.report)));
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
    private record Results(EventLines log, @Nullable ResultFile report, ReportFormat format) {
        void ended(RollbackReport how) {
            if (report != null) {
                report.write(format.of(how));
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
        RollbackEngine engine = platform.engine(new ProgressPrinter(screen, pace, results.log()));
        RollbackRequest request = platform.request();
        var known = new Interrupt.Known(
                (why, plan) -> plan == null ? engine.decline(procedure, request, why) : engine.decline(plan, why),
                report -> leave(report, results));
        var interrupt = new Interrupt(screen, Interrupt.ProcessControl.OF_PROCESS, known);
        Signals signals = Signals.to(interrupt::signalled);
        try {
            RollbackPlan plan = planned(engine, procedure, request);
            RollbackReport ended = carryOut(engine, plan, new Consent(platform, interrupt));
            screen.close();
            outcome = ended.ending().toString();
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

    private RollbackReport carryOut(RollbackEngine engine, RollbackPlan plan, Consent consent)
            throws InterruptedException {
        try {
            RollbackReport ended = engine.run(plan, consent);
            Optional<RollbackPlan> told = consent.toldAnyway(ended);
            return told.isPresent() ? engine.run(told.get(), consent) : ended;
        } finally {
            consent.interrupt.beginsNothing();
        }
    }

    /**
     * What the person at the terminal says of each plan. One that is made anew is shown, too, and asked about: nothing is written that
     * they have not seen.
     */
    private final class Consent implements Approval {
        private final Platform platform;
        private final Interrupt interrupt;
        private final @Nullable Questions questions;
        /** What they have said all of already; null where they are still to be asked. */
        private @Nullable RollbackPlan agreed;

        Consent(Platform platform, Interrupt interrupt) {
            this.platform = platform;
            this.interrupt = interrupt;
            this.questions = asks() ? new Questions(terminal(), options.requestedBy) : null;
        }

        @Override
        public Optional<RollbackPlan> of(RollbackPlan plan) {
            RollbackPlan wanted = plan == agreed ? plan : shown(plan);
            Questions asked = plan == agreed || !wanted.executable() ? null : questions;
            if (asked != null && !platform.stakes(wanted).map(asked::goAhead).orElse(true)) {
                return Optional.empty();
            }
            agreed = null;
            interrupt.begins();
            return Optional.of(wanted);
        }

        /** Shows the plan, and asks what only a person can tell. */
        private RollbackPlan shown(RollbackPlan plan) {
            interrupt.knows(plan);
            if (questions != null) {
                terminal().out().println(plan.toText(ReportPrinter.WIDTH));
            } else if (!json()) {
                printPatiently(plan.toText(ReportPrinter.WIDTH) + "\n");
            }
            RollbackPlan wanted = questions == null ? plan : questions.about(plan);
            interrupt.knows(wanted);
            return wanted;
        }

        @Override
        public void started(Rollback rollback) {
            interrupt.follow(rollback);
        }

        @Override
        public void stale(RollbackReport ended) {
            String unwritten = ended.calls().writes() == 0 ? "nothing was written, and " : "";
            terminal().tell("iq: " + ended.detail() + "; " + unwritten + "this is the plan now:");
        }

        /** Returns the plan with a person's word that the team knows, where it could not be told; empty without it. */
        Optional<RollbackPlan> toldAnyway(RollbackReport ended) {
            Questions asked = questions;
            Gate untold = untold(ended).orElse(null);
            if (asked == null || untold == null) {
                return Optional.empty();
            }
            Optional<RollbackPlan> told = asked.toldAnyway(ended.plan(), untold);
            told.ifPresent(interrupt::knows);
            agreed = told.orElse(null);
            return told;
        }
    }

    private static boolean endedBy(RollbackReport ended, Reason reason) {
        return ended.reason().filter(r -> r == reason).isPresent();
    }

    /** Returns the gate of a start message that was tried and failed, so that nothing was written. */
    private static Optional<Gate> untold(RollbackReport ended) {
        boolean tried = ended.progress().beganAt().isPresent() && endedBy(ended, Reason.TEAM_NOTIFIED);
        return ended.gates().stream()
                .filter(g -> tried && g.id().equals(GateIds.TEAM_NOTIFIED))
                .findFirst();
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
                                : ReportPrinter.of(ended, options.placed(retyped("rollback"), ended.plan())));
        tellMistyped(ended.plan());
    }
}
