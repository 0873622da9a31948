package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.GateIds;
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
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourceRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a procedure out of a runbook: the values of its commands, its table, its checklist, each with its line. */
public final class ProcedureBinder {
    private static final Duration SETTLE = Defaults.SETTLE.duration();
    private static final Duration WINDOW = Defaults.WINDOW.duration();
    private static final Duration SUSPECT_WINDOW = Defaults.SUSPECT_WINDOW.duration();

    private final ParseResult parsed;
    private final Runbook runbook;
    private final String id;
    private final List<Diagnostic> diagnostics;

    private ProcedureBinder(ParseResult parsed) {
        this.parsed = parsed;
        this.runbook = parsed.runbook();
        this.diagnostics = new ArrayList<>(parsed.diagnostics());
        this.id = runbook.id().map(Located::value).orElse(runbook.name());
    }

    /**
     * Binds what was parsed. Nothing of its script is run.
     *
     * @return the procedure; none where the parser met an error, the runbook lacks what a rollback needs, or it has several ways to roll
     *     back. The diagnostics are the parser's and the binding's
     */
    public static Binding bind(ParseResult parsed) {
        return bind(parsed, Selection.any());
    }

    /**
     * Binds what was parsed. Nothing of its script is run.
     *
     * @param selection tells which way to roll back is meant, where the runbook has several; it changes no other value
     * @return the procedure; none where the parser met an error, the runbook lacks what a rollback needs, or the selection doesn't tell which
     *     way is meant. The diagnostics are the parser's and the binding's
     */
    public static Binding bind(ParseResult parsed, Selection selection) {
        return new ProcedureBinder(Objects.requireNonNull(parsed, "parsed"))
                .bind(Objects.requireNonNull(selection, "selection"));
    }

    private Binding bind(Selection selection) {
        Script script = Script.of(runbook);
        var writes = new Writes(script, selection, diagnostics);
        Optional<UpdateService> write = writes.bound();
        RollbackProcedure procedure =
                write.isEmpty() ? null : new Bound(script, write.get(), writes.alternatives()).procedure();
        return new Binding(parsed, procedure, inTextOrder().toList(), writes.alternatives());
    }

    /** The runbook with its write. */
    private final class Bound {
        private final UpdateService write;
        private final RunbookCommands commands;
        private final Checks.Unread unread;
        private final Gates gates;
        private final List<Alternative> alternatives;

        Bound(Script script, UpdateService write, List<Alternative> alternatives) {
            this.write = write;
            this.commands = new RunbookCommands(script, write, id, diagnostics);
            this.unread = new Checks.Unread(
                    commands.unreadMetric().orElse(null),
                    commands.unreadHealth().orElse(null));
            this.gates = new Gates(runbook, script, write, id);
            this.alternatives = alternatives;
        }

        @Nullable
        RollbackProcedure procedure() {
            Sourced<String> cluster = cluster().orElse(null);
            noteMissingChecks();
            noteItemsBelow();
            Set<String> others = alternatives.stream()
                    .flatMap(a -> Stream.ofNullable(a.cluster()))
                    .collect(Collectors.toSet());
            diagnostics.addAll(new Doubts(commands).about(cluster == null ? null : cluster.value(), others));
            boolean failed = diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
            return failed
                    ? null
                    : procedure(cluster)
                            .withNames(new NameReader(runbook, write, commands).names())
                            .withWarnings(warnings());
        }

        /** Returns the cluster that the write works in; empty where only the request can say it. */
        private Optional<Sourced<String>> cluster() {
            Optional<Filled> said = write.cluster();
            if (said.flatMap(Filled::name).isEmpty()) {
                boolean unread = said.isPresent() && !said.get().known();
                diagnostics.add(new Diagnostic(
                        unread ? "cluster-unreadable" : "cluster-open",
                        unread ? Severity.WARNING : Severity.INFO,
                        unread
                                ? "--cluster %s: nobody knows its value; name the cluster with each rollback, or write it out"
                                        .formatted(said.get().text())
                                : "update-service names no cluster; name it with each rollback, or write --cluster NAME",
                        said.map(Filled::range).orElse(write.command().range())));
            }
            return said.flatMap(f -> f.name().map(name -> commands.sourced(name, f.range())));
        }

        private void noteItemsBelow() {
            List<ChecklistItem> below = gates.itemsBelow();
            if (!below.isEmpty()) {
                diagnostics.add(new Diagnostic(
                        "checklist-below-rollback",
                        Severity.WARNING,
                        "%s below the rollback of line %d, and no gate; move what is to be checked before above it"
                                .formatted(
                                        below.size() == 1
                                                ? "this item stands"
                                                : below.size() + " items from here on stand",
                                        write.placed().line()),
                        below.get(0).range()));
            }
        }

        private void noteMissingChecks() {
            if (commands.getMetric().isEmpty()) {
                warning(
                        "metric-missing",
                        "no 'aws cloudwatch get-metric-statistics' command was found in or below the steps; the error rate will not be verified");
            }
            if (commands.healthUrl().isEmpty() && unread.health() == null) {
                warning(
                        "health-check-missing",
                        "no 'curl' of a health endpoint was found in or below the steps; health will not be verified");
            }
            if (gates.items().isEmpty()
                    && diagnostics.stream().noneMatch(d -> d.rule().equals("checklist-missing"))) {
                warning(
                        "checklist-missing",
                        "nothing to check stands before the rollback; only the engine's own gates apply");
            }
        }

        private RollbackProcedure procedure(@Nullable Sourced<String> cluster) {
            String title = runbook.title().map(Located::value).orElse(id);
            return new RollbackProcedure(
                    new RunbookRef(runbook.name(), id, title),
                    cluster,
                    checks(),
                    new RollbackProcedure.Team(gates.lines(), services(), gates.followUps(), channel()),
                    suspectWindow(),
                    new RollbackProcedure.Script(scriptLines(), new Deviations(commands).all()));
        }

        private Checks checks() {
            return new Checks(
                    commands.metric().orElse(null),
                    commands.healthUrl().orElse(null),
                    settle(),
                    commands.window().orElse(Sourced.byDefault(WINDOW)),
                    unread);
        }

        /** Returns the channel of the item that the team is told by, else the first one that an item names. */
        private @Nullable Sourced<String> channel() {
            Located<String> first = null;
            for (ChecklistItem item : gates.items()) {
                Located<String> channel = item.channels().stream().findFirst().orElse(null);
                if (channel == null) {
                    continue;
                }
                ChecklistLine line = ChecklistLine.of(item.text(), source(item.range()));
                if (line.gate().equals(GateIds.TEAM_NOTIFIED)) {
                    return sourced(channel.value(), channel.range());
                }
                first = first == null ? channel : first;
            }
            return first == null ? null : sourced(first.value(), first.range());
        }

        private ScriptLines scriptLines() {
            return new ScriptLines(
                    commands.updateService().range().line(),
                    commands.line(commands.awaitStable()),
                    commands.line(commands.curl()),
                    commands.line(commands.getMetric()));
        }
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

    private <T> Sourced<T> sourced(T value, SourceRange range) {
        return new Sourced<>(value, source(range));
    }

    private Source source(SourceRange range) {
        return new Source(id, range.line());
    }

    private void warning(String rule, String message) {
        diagnostics.add(new Diagnostic(rule, Severity.WARNING, message, Writes.start()));
    }
}
