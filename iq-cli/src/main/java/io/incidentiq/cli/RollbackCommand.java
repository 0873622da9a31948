package io.incidentiq.cli;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.report.RollbackReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code iq rollback}: the whole job. */
@Command(
        name = "rollback",
        description = "Plan, check, carry out, verify and report a rollback.",
        customSynopsis = "iq rollback RUNBOOK --service NAME --scenario S [OPTIONS]",
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

    @Override
    public Integer call() throws InterruptedException {
        RollbackProcedure procedure = new RunbookFile(options.runbook).bind();
        Drill drill = Drill.of(options, procedure);
        Pace pace = Pace.of(options.speed, terminal().isInteractive());
        Screen screen = Screen.of(terminal(), json());
        try (PrintWriter eventFile = open(events)) {
            Consumer<String> toFile = eventFile == null ? line -> {} : eventFile::println;
            var course = new Course(screen, pace, toFile);
            var interrupt = new Interrupt(course::latest, screen, Interrupt.Ending.OF_PROCESS);
            RollbackEngine engine = drill.engine(course);
            RollbackReport ended;
            Signals signals = Signals.to(interrupt::signalled);
            try {
                ended = run(engine, engine.plan(procedure, drill.request()), interrupt);
            } finally {
                screen.close();
                signals.giveBack();
            }
            interrupt.finish();
            finish(ended);
            return ended.exitCode();
        }
    }

    private RollbackReport run(RollbackEngine engine, RollbackPlan plan, Interrupt interrupt)
            throws InterruptedException {
        if (!json()) {
            terminal().out().print(plan);
            terminal().out().println();
        }
        boolean asks = terminal().isInteractive() && !yes && !json();
        RollbackPlan agreed = asks ? new Questions(terminal(), options.requestedBy).about(plan) : plan;
        interrupt.carriesOut(agreed);
        return engine.run(agreed);
    }

    private static @Nullable PrintWriter open(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            throw CliError.usage(
                    "%s: can't be written (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }

    private void finish(RollbackReport ended) {
        try (PrintWriter file = open(report)) {
            if (file != null) {
                file.print(ended.toJson());
            }
        }
        if (json()) {
            terminal().out().print(ended.toJson());
        } else {
            terminal().out().print(ReportText.of(ended, retyped("rollback")));
        }
    }
}
