package io.incidentiq.cli;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.report.RollbackReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--yes", description = "Ask nothing: open gates refuse.")
    boolean yes;

    @Option(names = "--events", paramLabel = "FILE", description = "Write every event as a line of JSON.")
    @Nullable
    Path events;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
    @Nullable
    Path report;

    private String outcome = "";

    @Override
    public Integer call() throws InterruptedException {
        Subject subject = Subject.of(options, terminal());
        RollbackProcedure procedure = subject.procedure();
        subject.tellMissing(options, terminal().err());
        boolean drill = options.provider == null;
        if ("aws".equals(options.provider) && !yes && !asks()) {
            throw CliError.usage("--yes is missing: there is no terminal to ask on, or --output json takes it; "
                    + "look at iq plan first, then add --yes");
        }
        requireOwnFiles(Path.of(procedure.runbook().file()), "the runbook");
        if (options.cause.incident != null) {
            requireOwnFiles(Path.of(options.cause.incident), "the alarm");
        }
        Pace pace = drill ? Pace.of(options.speed, terminal().isInteractive()) : Pace.REAL;
        try (Platform platform = Platform.of(options, subject);
                ResultFile eventFile =
                        ResultFile.open("--events", events, terminal().err());
                ResultFile reportFile =
                        ResultFile.open("--report", report, terminal().err())) {
            ResultFile.requireTwo("--report", report, "--events", events);
            var log = new EventLog(eventFile == null ? line -> {} : eventFile::write);
            RollbackReport ended = run(procedure, platform, pace, new Results(log, reportFile));
            log.ended(ended);
            outcome = ended.toString();
            finish(ended, reportFile);
            return ended.exitCode();
        }
    }

    private void requireOwnFiles(Path read, String name) {
        ResultFile.requireTwo("--events", events, name, read);
        ResultFile.requireTwo("--report", report, name, read);
    }

    /** What became of the service is never hidden behind an output that nobody reads. */
    @Override
    int unprinted(int code) {
        String what = outcome.isEmpty() ? "" : "; the outcome is " + outcome;
        terminal()
                .err()
                .println("iq: standard output takes no more%s, exit code %d%s"
                        .formatted(what, code, report == null ? "" : "; see " + report));
        return code;
    }

    /** Where machines read how it went. */
    private record Results(EventLog log, @Nullable ResultFile report) {}

    private boolean asks() {
        return terminal().isInteractive() && !yes && !json();
    }

    private RollbackReport run(RollbackProcedure procedure, Platform platform, Pace pace, Results results)
            throws InterruptedException {
        Screen screen = Screen.of(terminal(), json());
        var course = new Course(screen, pace, results.log());
        var known = new InterruptedReport(platform::id, Settings.of(procedure, platform.request()), platform.now());
        var interrupt = new Interrupt(
                course::latest,
                screen,
                Interrupt.Ending.OF_PROCESS,
                new Interrupt.Known(
                        (signal, plan) -> known.of(signal, plan, course.latest()), report -> leave(report, results)));
        RollbackEngine engine = platform.engine(course);
        RollbackReport ended;
        Signals signals = Signals.to(interrupt::signalled);
        try {
            RollbackPlan plan = agreed(engine.plan(procedure, platform.request()), interrupt);
            boolean goesOn = !asks()
                    || !plan.executable()
                    || platform.stakes(plan)
                            .map(new Questions(terminal(), options.requestedBy)::goAhead)
                            .orElse(true);
            ended = goesOn ? engine.run(plan) : known.declined(plan);
        } finally {
            screen.close();
            signals.giveBack();
        }
        interrupt.finish();
        return ended;
    }

    /** Shows the plan, and asks what only a person can tell. */
    private RollbackPlan agreed(RollbackPlan plan, Interrupt interrupt) {
        interrupt.knows(plan);
        if (!json()) {
            terminal().out().print(plan);
            terminal().out().println();
        }
        RollbackPlan agreed = asks() ? new Questions(terminal(), options.requestedBy).about(plan) : plan;
        interrupt.knows(agreed);
        return agreed;
    }

    /** A person has been told on standard error. */
    private void leave(RollbackReport known, Results results) {
        results.log().ended(known);
        if (json()) {
            terminal().out().print(known.toJson());
        }
        if (results.report() != null) {
            results.report().write(known.toJson());
        }
    }

    private void finish(RollbackReport ended, @Nullable ResultFile file) {
        terminal().out().print(json() ? ended.toJson() : ReportText.of(ended, retyped("rollback")));
        if (file != null) {
            file.write(ended.toJson());
        }
    }
}
