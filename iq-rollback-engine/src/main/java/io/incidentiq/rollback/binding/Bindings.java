package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.FollowUpRule;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.RunbookRef;
import io.incidentiq.rollback.procedure.ScriptLines;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.ApproximateDuration;
import io.incidentiq.runbook.ChecklistItem;
import io.incidentiq.runbook.Runbook;
import io.incidentiq.runbook.ServiceNote;
import io.incidentiq.runbook.Trigger;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourcePosition;
import io.incidentiq.runbook.source.SourceRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a procedure out of a runbook: the values of its commands, its table, its checklist, each with its line. */
public final class Bindings {
    private static final Duration SETTLE = Duration.ofMinutes(3);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration SUSPECT_WINDOW = Duration.ofHours(6);

    private final Runbook runbook;
    private final String id;
    private final CommandReader commands;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Bindings(Runbook runbook) {
        this.runbook = runbook;
        this.id = runbook.id().map(Located::value).orElse(runbook.name());
        this.commands = new CommandReader(runbook.commands(), id, diagnostics);
    }

    /**
     * Binds a runbook. Nothing of its script is run.
     *
     * @return the procedure, or, where the runbook lacks what a rollback needs, what to write
     */
    public static Binding bind(Runbook runbook) {
        return new Bindings(runbook).bind();
    }

    private Binding bind() {
        Optional<Command> update = commands.updateService();
        if (update.isEmpty()) {
            error(
                    "rollback-command-missing",
                    start(),
                    "no 'aws ecs update-service' command was found in the steps; expected one that names cluster and service; "
                            + "write the step that rolls the service back");
            return new Binding(null, diagnostics);
        }
        Sourced<String> cluster = cluster(update.get());
        noteMissingChecks();
        boolean failed = diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
        return new Binding(failed ? null : procedure(cluster), diagnostics);
    }

    private RollbackProcedure procedure(Sourced<String> cluster) {
        String title = runbook.title().map(Located::value).orElse(id);
        return new RollbackProcedure(
                new RunbookRef(runbook.name(), id, title),
                cluster,
                checks(),
                new RollbackProcedure.Team(checklist(), services(), followUps(), channel()),
                suspectWindow(),
                new RollbackProcedure.Script(scriptLines(), new Deviations(commands).all()));
    }

    private Sourced<String> cluster(Command update) {
        return commands.literalOption(update, "--cluster").orElseGet(() -> {
            error(
                    "cluster-missing",
                    update.range(),
                    "update-service names no cluster; expected --cluster NAME; write it, or pass --cluster");
            return Sourced.byDefault("default");
        });
    }

    private void noteMissingChecks() {
        if (commands.metric().isEmpty()) {
            warning(
                    "metric-missing",
                    "no 'aws cloudwatch get-metric-statistics' command was found; the error rate will not be verified");
        }
        if (commands.healthUrl().isEmpty()) {
            warning("health-check-missing", "no 'curl' of a health endpoint was found; health will not be verified");
        }
        if (runbook.checklist().isEmpty()) {
            warning("checklist-missing", "no pre-rollback checklist was found; only the engine's own gates apply");
        }
    }

    private Checks checks() {
        Sourced<MetricTemplate> metric = commands.metric().orElse(null);
        return new Checks(
                metric,
                commands.healthUrl().orElse(null),
                settle(),
                commands.window().orElse(Sourced.byDefault(WINDOW)));
    }

    private Sourced<Duration> settle() {
        return runbook.settleTime()
                .map(s -> sourced(s.value().max(), s.range()))
                .orElse(Sourced.byDefault(SETTLE));
    }

    private Sourced<Duration> suspectWindow() {
        for (Trigger trigger : runbook.triggers()) {
            if (trigger.within() != null) {
                return sourced(trigger.within(), trigger.range());
            }
        }
        return Sourced.byDefault(SUSPECT_WINDOW);
    }

    private List<ChecklistLine> checklist() {
        var gates = new HashSet<String>();
        var lines = new ArrayList<ChecklistLine>();
        for (ChecklistItem item : runbook.checklist()) {
            ChecklistLine line = ChecklistLine.of(item.text(), source(item.range()));
            boolean unique = gates.add(line.gate());
            lines.add(
                    unique
                            ? line
                            : new ChecklistLine(line.gate() + "-" + item.range().line(), line.text(), line.source()));
        }
        return lines;
    }

    private List<ServiceRule> services() {
        return runbook.services().stream().map(this::rule).toList();
    }

    private ServiceRule rule(ServiceNote note) {
        Located<ApproximateDuration> time = note.rollbackTime();
        Located<String> owner = note.owner();
        return new ServiceRule(
                note.service().value(),
                MigrationRisk.valueOf(note.risk().level().name()),
                note.risk().note(),
                time == null ? null : time.value().span().max(),
                owner == null ? null : owner.value(),
                source(note.range()));
    }

    private List<FollowUpRule> followUps() {
        return runbook.postActions().stream()
                .map(a -> new FollowUpRule(a.text(), a.within(), source(a.range())))
                .toList();
    }

    private @Nullable Sourced<String> channel() {
        for (ChecklistItem item : runbook.checklist()) {
            for (Located<String> channel : item.channels()) {
                return sourced(channel.value(), channel.range());
            }
        }
        return null;
    }

    private ScriptLines scriptLines() {
        return new ScriptLines(
                commands.line(commands.updateService()),
                commands.line(commands.awaitStable()),
                commands.line(commands.curl()),
                commands.line(commands.getMetric()));
    }

    private <T> Sourced<T> sourced(T value, SourceRange range) {
        return new Sourced<>(value, source(range));
    }

    private Source source(SourceRange range) {
        return new Source(id, range.line());
    }

    private static SourceRange start() {
        var first = new SourcePosition(1, 1, 0);
        return new SourceRange(first, first);
    }

    private void error(String rule, SourceRange range, String message) {
        diagnostics.add(new Diagnostic(rule, Severity.ERROR, message, range));
    }

    private void warning(String rule, String message) {
        diagnostics.add(new Diagnostic(rule, Severity.WARNING, message, start()));
    }
}
