package io.incidentiq.cli;

import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.GateStatus;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.report.RollbackReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code iq rollback}: the whole job. */
@Command(name = "rollback", description = "Plan, check, carry out, verify and report a rollback.")
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
        RollbackProcedure procedure = new RunbookFile(options.runbook).bind(terminal());
        Drill drill = Drill.of(options, procedure);
        Pace pace = Pace.of(options.speed, terminal().isInteractive());
        try (PrintWriter eventFile = open(events)) {
            Consumer<String> toFile = eventFile == null ? line -> {} : eventFile::println;
            var course = new Course(terminal().err(), pace, toFile);
            RollbackReport ended = run(drill, procedure, course);
            finish(ended);
            return ended.exitCode();
        }
    }

    private RollbackReport run(Drill drill, RollbackProcedure procedure, Course course) throws InterruptedException {
        RollbackEngine engine = drill.engine(course);
        RollbackPlan plan = engine.plan(procedure, drill.request());
        if (!json()) {
            terminal().out().print(plan);
            terminal().out().println();
        }
        RollbackPlan agreed = asked(plan);
        Interrupt interrupt = Interrupt.watch(course, agreed, terminal());
        try {
            return engine.run(agreed);
        } finally {
            interrupt.forget();
        }
    }

    /** Asks a person, if one is there, about every gate that is closed. */
    private RollbackPlan asked(RollbackPlan plan) {
        RollbackPlan result = plan;
        boolean ask =
                terminal().isInteractive() && !yes && !json() && plan.target().isPresent();
        for (Gate gate : ask ? plan.closedGates() : List.<Gate>of()) {
            result = gate.status() == GateStatus.OPEN ? confirmed(result, gate) : overridden(result, gate);
        }
        return result;
    }

    private RollbackPlan confirmed(RollbackPlan plan, Gate gate) {
        Optional<String> who = terminal()
                .ask("%s: %s%n  Does it hold? Your name to confirm, empty to stop: "
                        .formatted(gate.id(), gate.evidence()));
        return who.map(name -> plan.confirm(gate.id(), name, "confirmed at the terminal"))
                .orElse(plan);
    }

    private RollbackPlan overridden(RollbackPlan plan, Gate gate) {
        if (!gate.overridable()) {
            return plan;
        }
        Optional<String> why = terminal()
                .ask("%s is BLOCKED: %s%n  Why go on all the same? A reason to override, empty to stop: "
                        .formatted(gate.id(), gate.evidence()));
        return why.map(note -> plan.override(gate.id(), options.requestedBy, note))
                .orElse(plan);
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
            terminal().out().print(ReportText.of(ended, typed()));
        }
    }
}
