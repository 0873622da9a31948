package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.procedure.Sourced;
import java.util.Optional;
import java.util.Set;

/** An alarm is no reason to roll back what it isn't about ({@code docs/judgement.md}, incident). */
final class ElsewhereRule {
    private ElsewhereRule() {}

    static Optional<String> objection(Settings settings) {
        return settings.incident().flatMap(i -> objection(i, settings));
    }

    /** Staging and production may share all names but the account: the platform's own names tell it, where they are ARNs. */
    static Optional<String> objection(Settings settings, Suspect suspect) {
        String here = suspect.revision().id().account().orElse("");
        return settings.incident()
                .filter(i -> !here.isEmpty())
                .flatMap(i -> i.account()
                        .filter(there -> !there.equals(here))
                        .map(there ->
                                "alarm %s is of account %s, and the service is in account %s; use the alarm's credentials, or --incident-start without the alarm"
                                        .formatted(i.alarm(), there, here)));
    }

    private static Optional<String> objection(Incident incident, Settings settings) {
        String service = settings.service().name();
        if (isElsewhere(incident.services(), service)) {
            return Optional.of(
                    "alarm %s is about service %s, not %s; roll back %s by an alarm of its own, or by --incident-start without the alarm"
                            .formatted(incident.alarm(), String.join(", ", incident.services()), service, service));
        }
        Sourced<String> cluster = settings.cluster();
        return isElsewhere(incident.clusters(), cluster.value())
                ? Optional.of(
                        "alarm %s is about cluster %s, not %s; name the cluster with --cluster if it is the alarm's"
                                .formatted(incident.alarm(), String.join(", ", incident.clusters()), cluster))
                : Optional.empty();
    }

    private static boolean isElsewhere(Set<String> named, String here) {
        return !named.isEmpty() && !named.contains(here);
    }
}
