package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.FollowUpRule;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.RunbookRef;
import io.incidentiq.rollback.procedure.ScriptLines;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import io.incidentiq.runbook.ApproximateDuration;
import io.incidentiq.runbook.ChecklistItem;
import io.incidentiq.runbook.ParseResult;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a procedure out of a runbook: the values of its commands, its table, its checklist, each with its line. */
public final class Bindings {
    private static final Duration SETTLE = Duration.ofMinutes(3);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration SUSPECT_WINDOW = Duration.ofHours(6);

    private final Runbook runbook;
    private final String id;
    private final CommandReader commands;
    private final Checks.Unread unread;
    private final List<Diagnostic> diagnostics;

    private Bindings(Runbook runbook, List<Diagnostic> known) {
        this.runbook = runbook;
        this.diagnostics = new ArrayList<>(known);
        this.id = runbook.id().map(Located::value).orElse(runbook.name());
        this.commands = new CommandReader(runbook.commands(), id, diagnostics);
        this.unread = new Checks.Unread(
                commands.unreadMetric().orElse(null), commands.unreadHealth().orElse(null));
    }

    /**
     * Binds a runbook. Nothing of its script is run. What the parser had to say of it is not looked at, and is in no report:
     * {@link #bind(ParseResult)} is for that.
     *
     * @return the procedure, or, where the runbook lacks what a rollback needs, what to write
     */
    public static Binding bind(Runbook runbook) {
        return new Bindings(runbook, List.of()).bind();
    }

    /**
     * Binds what was parsed. Nothing of its script is run.
     *
     * @return the procedure; none where the parser met an error, or the runbook lacks what a rollback needs. The diagnostics are
     *     the parser's and the binding's
     */
    public static Binding bind(ParseResult parsed) {
        return new Bindings(parsed.runbook(), parsed.diagnostics()).bind();
    }

    private Binding bind() {
        Optional<Command> update = commands.updateService();
        if (update.isEmpty()) {
            error(
                    "rollback-command-missing",
                    start(),
                    "no 'aws ecs update-service' command was found in the steps; expected one that names cluster and service; "
                            + "write the step that rolls the service back");
            return ended(null);
        }
        Sourced<String> cluster = cluster(update.get());
        noteMissingChecks();
        diagnostics.addAll(new Doubts(commands).about(cluster.value()));
        boolean failed = diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
        return ended(failed ? null : procedure(cluster).withWarnings(warnings()));
    }

    private Binding ended(@Nullable RollbackProcedure procedure) {
        return new Binding(procedure, inTextOrder().toList());
    }

    private Stream<Diagnostic> inTextOrder() {
        return diagnostics.stream()
                .sorted(Comparator.comparingInt(d -> d.range().start().offset()));
    }

    private List<String> warnings() {
        return inTextOrder()
                .filter(d -> d.severity() == Severity.WARNING)
                .map(d -> "%s:%s: %s".formatted(runbook.name(), d.range().start(), d.message()))
                .toList();
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
        if (commands.getMetric().isEmpty()) {
            warning(
                    "metric-missing",
                    "no 'aws cloudwatch get-metric-statistics' command was found; the error rate will not be verified");
        }
        if (commands.healthUrl().isEmpty() && unread.health() == null) {
            warning("health-check-missing", "no 'curl' of a health endpoint was found; health will not be verified");
        }
        if (runbook.checklist().isEmpty()
                && diagnostics.stream().noneMatch(d -> d.rule().equals("checklist-missing"))) {
            warning("checklist-missing", "no pre-rollback checklist was found; only the engine's own gates apply");
        }
    }

    private Checks checks() {
        return new Checks(
                commands.metric().orElse(null),
                commands.healthUrl().orElse(null),
                settle(),
                commands.window().orElse(Sourced.byDefault(WINDOW)),
                unread);
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
            String gate = line.gate();
            for (int i = 2; !gates.add(gate); i++) {
                gate = line.gate() + "-" + i;
            }
            lines.add(new ChecklistLine(gate, line.text(), line.source()));
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
