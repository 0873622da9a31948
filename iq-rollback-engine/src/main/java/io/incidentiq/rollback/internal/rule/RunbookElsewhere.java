package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.NamedService;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A runbook that names another service may judge, or change, the wrong one ({@code docs/judgement.md}, the right place). What the request
 * says in its place doesn't count.
 */
public record RunbookElsewhere(Settings settings) {
    /** Returns what to ask to tell other services from mere names; empty where the runbook tells, or names none. */
    public Optional<Query.Neighbours> reads() {
        Set<ServiceId> unknown = others().stream()
                .filter(n -> !isKnown(n.name()) && ServiceId.isName(n.name()))
                .map(n -> id(n.name()))
                .collect(Collectors.toSet());
        return unknown.isEmpty() ? Optional.empty() : Optional.of(new Query.Neighbours(unknown));
    }

    /** Returns why the runbook can't be for this service; empty where it may be. */
    public Optional<String> objection(Facts facts) {
        List<NamedService> wrong =
                others().stream().filter(n -> exists(n, facts)).toList();
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the runbook is about another service: %s; take the runbook of %s, or write its name there"
                                .formatted(
                                        wrong.stream()
                                                .map(RunbookElsewhere::words)
                                                .collect(Collectors.joining(", ")),
                                        settings.service().name()));
    }

    /** Returns the gate for names that are merely different; empty where all fits. */
    Optional<Gate> gate() {
        var different = new ArrayList<String>();
        RollbackProcedure procedure = settings.procedure();
        others().forEach(n -> different.add(words(n)));
        clusters().forEach(c -> different.add("its metric is of cluster " + c));
        if (!procedure.writtenFor().isEmpty() && procedure.writtenFor().stream().noneMatch(this::isThis)) {
            different.add("it is written for " + String.join(", ", procedure.writtenFor()));
        }
        return different.isEmpty()
                ? Optional.empty()
                : Optional.of(GateTransitions.added(
                        GateIds.RUNBOOK_ELSEWHERE,
                        "The runbook is about this service",
                        GateStatus.OPEN,
                        "not %s: %s".formatted(settings.service().name(), String.join(", ", different))));
    }

    private List<NamedService> others() {
        return settings.procedure().namedServices().stream()
                .filter(n -> !isThis(n.name()) && isUsed(n))
                .toList();
    }

    /** A health address or a dimension that the request replaces is not used. */
    private boolean isUsed(NamedService named) {
        return switch (named.what()) {
            case WRITE -> true;
            case METRIC ->
                settings.metric().map(MetricQuery::dimensions).stream().anyMatch(d -> d.containsValue(named.name()));
            case HEALTH -> settings.request().healthUrl().isEmpty();
        };
    }

    /** Another cluster is excused by a request that names one. */
    private List<Sourced<String>> clusters() {
        return settings.request().cluster().isPresent()
                ? List.of()
                : settings.procedure().namedClusters().stream()
                        .filter(c -> !c.value().equals(settings.service().cluster()))
                        .toList();
    }

    private boolean exists(NamedService named, Facts facts) {
        return isKnown(named.name()) || (ServiceId.isName(named.name()) && facts.exists(id(named.name())));
    }

    private ServiceId id(String name) {
        return new ServiceId(settings.service().cluster(), name);
    }

    private boolean isKnown(String name) {
        return settings.procedure().knownServices().stream().anyMatch(name::equalsIgnoreCase);
    }

    private boolean isThis(String name) {
        return settings.service().name().equalsIgnoreCase(name);
    }

    private static String words(NamedService named) {
        String what = switch (named.what()) {
            case WRITE -> "writes to";
            case METRIC -> "reads the metric of";
            case HEALTH -> "asks the health of";
        };
        return "%s %s %s".formatted(named.source(), what, named.name());
    }
}
