package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.Sourced;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An alarm is no reason to roll back what it isn't about ({@code docs/judgement.md}, the right place). */
public final class ElsewhereRule {
    private ElsewhereRule() {}

    /**
     * Returns why nothing may be rolled back because of the alarm: it is of another account or Region. Staging and production may share
     * all names but these. The platform's own names tell them, where they are ARNs.
     */
    public static Optional<String> objection(Settings settings, Suspect suspect) {
        Optional<String> account = suspect.revision().id().account();
        Optional<String> region = suspect.revision().id().region();
        return settings.incident()
                .flatMap(i -> otherAccount(i, account.orElse("")).or(() -> otherRegion(i, region.orElse(""))));
    }

    private static Optional<String> otherAccount(Incident incident, String here) {
        return !here.isEmpty() && isElsewhere(incident.accounts(), here)
                ? Optional.of(
                        "alarm %s is of account %s, and the service is in account %s; use the alarm's credentials, or state the incident's start without the alarm"
                                .formatted(incident.alarm(), String.join(", ", incident.accounts()), here))
                : Optional.empty();
    }

    private static Optional<String> otherRegion(Incident incident, String here) {
        return incident.region()
                .filter(there -> !here.isEmpty() && !there.equals(here))
                .map(there ->
                        "alarm %s is of Region %s, and the service is in Region %s; use the alarm's Region, or state the incident's start without the alarm"
                                .formatted(incident.alarm(), there, here));
    }

    /** Returns a gate where the alarm is about another service or cluster: that may be real, and then a person says so. */
    public static Optional<Gate> gate(Settings settings) {
        String evidence = settings.incident().stream()
                .flatMap(i -> Stream.concat(otherService(i, settings), otherCluster(i, settings)))
                .collect(Collectors.joining("; "));
        return evidence.isEmpty()
                ? Optional.empty()
                : Optional.of(GateTransitions.added(
                        GateIds.INCIDENT_ELSEWHERE,
                        "The alarm is about this service, in this cluster",
                        GateStatus.BLOCKED,
                        evidence));
    }

    private static Stream<String> otherService(Incident incident, Settings settings) {
        String here = settings.service().name();
        return isElsewhere(incident.services(), here)
                ? Stream.of("alarm %s is about service %s, not %s"
                        .formatted(incident.alarm(), String.join(", ", incident.services()), here))
                : Stream.empty();
    }

    private static Stream<String> otherCluster(Incident incident, Settings settings) {
        Sourced<String> here = settings.cluster();
        return isElsewhere(incident.clusters(), here.value())
                ? Stream.of("alarm %s is about cluster %s, not %s"
                        .formatted(incident.alarm(), String.join(", ", incident.clusters()), here))
                : Stream.empty();
    }

    private static boolean isElsewhere(Set<String> named, String here) {
        return !named.isEmpty() && !named.contains(here);
    }
}
