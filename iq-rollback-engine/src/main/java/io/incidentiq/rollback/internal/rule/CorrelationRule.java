package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.history.IncidentStart;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.procedure.ChecklistLine;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the suspect was deployed when the incident began ({@code docs/judgement.md}, deployment-correlates).
 *
 * @param onset where the metric got worse; null where it isn't seen to
 */
record CorrelationRule(
        Evidence evidence, Suspect suspect, @Nullable Instant onset) {
    Gate of(ChecklistLine item) {
        Instant created = suspect.since();
        String deployed = "deployed " + InstantFormat.words(created);
        Optional<Instant> stated = settings().request().incidentStart();
        if (suspect.rival() != null) {
            return GateTransitions.gate(
                    item,
                    GateStatus.OPEN,
                    "%s, and %s right after; which of them began it can't be told"
                            .formatted(deployed, suspect.rival()));
        }
        Instant began = stated.isPresent() ? stated.get() : onset;
        if (began == null) {
            return GateTransitions.gate(
                    item, GateStatus.OPEN, deployed + "; no incident start given, none seen in the metric");
        }
        var start = new IncidentStart(
                began, stated.isPresent() ? settings().startSpan() : settings().period());
        IncidentStart seen =
                stated.isEmpty() ? start : IncidentStart.of(evidence).orElse(start);
        String evidenceText = "%s, %s".formatted(deployed, words(start, seen, stated.isPresent()));
        if (inRange(start) || inRange(seen)) {
            return GateTransitions.gate(item, GateStatus.PASSED, evidenceText);
        }
        boolean later = isAfter(start) && isAfter(seen);
        return GateTransitions.gate(
                item,
                later ? GateStatus.BLOCKED : GateStatus.OPEN,
                evidenceText + (later ? ": the incident is older than the deployment" : ": long before it"));
    }

    private Settings settings() {
        return evidence.settings();
    }

    private String words(IncidentStart start, IncidentStart seen, boolean stated) {
        boolean estimated = settings()
                .request()
                .startingIncident()
                .filter(Incident::startEstimated)
                .isPresent();
        String began = "%s %s%s"
                .formatted(
                        stated ? "incident began" : "errors since",
                        InstantFormat.words(start.at()),
                        estimated ? ", estimated" : "");
        return seen.at().equals(start.at()) || inRange(start)
                ? began
                : "%s by the alarm; the metric got worse at %s".formatted(began, InstantFormat.words(seen.at()));
    }

    /** Any deployment of the suspect's release can have begun it. */
    private boolean inRange(IncidentStart start) {
        Instant from = start.at().minus(settings().suspectWindow().value());
        Instant to = start.at().plus(start.span());
        return created().anyMatch(c -> !c.isBefore(from) && !c.isAfter(to));
    }

    private boolean isAfter(IncidentStart start) {
        return created().allMatch(c -> c.isAfter(start.at().plus(start.span())));
    }

    private Stream<Instant> created() {
        return evidence.timeline().ofRelease(suspect).stream().map(Deployment::createdAt);
    }
}
