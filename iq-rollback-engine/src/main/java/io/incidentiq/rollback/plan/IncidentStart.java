package io.incidentiq.rollback.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the incident began, as far as that helps to find its cause ({@code docs/judgement.md}, suspect). What a person states stands.
 * What an alarm says yields to the onset that the metric shows: its first breaching point may be an unrelated blip, or late.
 *
 * @param span how much later than {@code at} the cause may have been deployed
 */
record IncidentStart(Instant at, Duration span) {
    static Optional<IncidentStart> of(Evidence evidence) {
        Settings settings = evidence.settings();
        return settings.request().incidentStart().map(stated -> {
            boolean alarms = settings.request().startingIncident().isPresent();
            return (alarms ? onset(evidence, stated) : Optional.<IncidentStart>empty())
                    .orElseGet(() -> new IncidentStart(stated, settings.startSpan()));
        });
    }

    private static Optional<IncidentStart> onset(Evidence evidence, Instant stated) {
        Settings settings = evidence.settings();
        Instant from = stated.minus(settings.suspectWindow().value());
        List<Timeline.Entry> releases = evidence.timeline().entries().stream()
                .filter(e -> e.eligible() && !e.createdAt().isBefore(from))
                .toList();
        if (releases.isEmpty()) {
            return Optional.empty();
        }
        Instant first = releases.get(0).createdAt();
        Records records = evidence.records(first);
        Sample baseline = records.hourBefore(first);
        Instant seenTo = evidence.timeline()
                .current()
                .filter(Timeline.Entry::goesBack)
                .map(Timeline.Entry::createdAt)
                .orElse(evidence.now());
        return records.onset(baseline, settings.floor(first), seenTo)
                .filter(onset ->
                        !beganAnew(evidence, records.runs(baseline, settings.floor(first), seenTo), stated, onset))
                .map(onset -> new IncidentStart(onset, settings.period()));
    }

    /** A fault that was there at the alarm's start, before a release that came in between, is older than that release: the fix failed. */
    private static boolean beganAnew(Evidence evidence, List<Records.Run> runs, Instant stated, Instant onset) {
        Duration span = evidence.settings().startSpan();
        boolean faultBefore = runs.stream()
                .anyMatch(r -> r.first().isBefore(onset)
                        && !r.last().isBefore(stated.minus(span))
                        && !r.first().isAfter(stated.plus(span).plus(span)));
        boolean causeBefore = evidence.timeline().entries().stream()
                .anyMatch(e -> e.eligible()
                        && !e.createdAt().isAfter(stated.plus(span))
                        && !e.createdAt()
                                .isBefore(stated.minus(
                                        evidence.settings().suspectWindow().value())));
        return faultBefore && causeBefore;
    }
}
