package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
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
public record IncidentStart(Instant at, Duration span) {
    public static Optional<IncidentStart> of(Evidence evidence) {
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
        boolean releasedBefore = !first.isAfter(stated.plus(settings.startSpan()));
        List<Records.Run> runs = records.runs(baseline, settings.floor(first), seenTo);
        return records.onset(baseline, settings.floor(first), seenTo)
                .filter(onset -> !(releasedBefore && beganAnew(runs, settings.startSpan(), stated, onset)))
                .map(onset -> new IncidentStart(onset, settings.period()));
    }

    /** A fault that was there at the alarm's start, before a release that came in between, is older than that release: the fix failed. */
    private static boolean beganAnew(List<Records.Run> runs, Duration span, Instant stated, Instant onset) {
        return runs.stream()
                .anyMatch(r -> r.first().isBefore(onset)
                        && !r.last().isBefore(stated.minus(span))
                        && !r.first().isAfter(stated.plus(span).plus(span)));
    }
}
