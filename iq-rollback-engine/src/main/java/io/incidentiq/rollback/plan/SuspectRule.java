package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which deployment to undo ({@code docs/judgement.md}, suspect). */
final class SuspectRule {
    private final Timeline timeline;
    private final Settings settings;
    private final Instant now;

    SuspectRule(Timeline timeline, Settings settings, Instant now) {
        this.timeline = timeline;
        this.settings = settings;
        this.now = now;
    }

    Suspect choose() {
        var request = settings.request();
        if (request.suspect().isPresent()) {
            return named(request.suspect().get());
        }
        return request.incidentStart().map(this::since).orElseGet(this::onlyRecent);
    }

    private Suspect named(String text) {
        String family = timeline.entries().stream()
                .map(Timeline.Entry::started)
                .flatMap(Stream::ofNullable)
                .map(r -> r.definition().family())
                .reduce((a, b) -> b)
                .orElse(settings.service().name());
        RevisionId revision;
        try {
            revision = RevisionId.parse(text, family);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.SUSPECT_UNKNOWN, "--suspect: " + e.getMessage());
        }
        return timeline.entries().stream()
                .filter(e -> e.of(revision))
                .reduce((older, newer) -> newer)
                .map(e -> suspect(e, false))
                .orElseThrow(() -> unknown("no deployment of %s is in the service's history".formatted(revision)));
    }

    private Suspect since(Instant start) {
        Instant from = start.minus(settings.suspectWindow().value());
        Instant to = start.plus(settings.period());
        return timeline.entries().stream()
                .filter(e -> !e.createdAt().isBefore(from) && !e.createdAt().isAfter(to))
                .filter(e -> !e.goesBack())
                .reduce((older, newer) -> newer)
                .map(this::provenNew)
                .map(e -> suspect(e, false))
                .or(() -> timeline.current()
                        .filter(e -> e.eligible() && e.createdAt().isAfter(to))
                        .map(e -> suspect(e, true)))
                .orElseThrow(() -> unknown("nothing new was deployed between %s and %s".formatted(from, to)));
    }

    private Suspect onlyRecent() {
        Instant from = now.minus(settings.suspectWindow().value());
        List<Timeline.Entry> recent = timeline.entries().stream()
                .filter(e -> !e.createdAt().isBefore(from))
                .toList();
        return timeline.current()
                .filter(e -> !e.goesBack() && recent.equals(List.of(e)))
                .map(this::provenNew)
                .map(e -> suspect(e, false))
                .orElseThrow(() -> unknown("%d deployments in the last %d h and no incident start"
                        .formatted(
                                recent.size(), settings.suspectWindow().value().toHours())));
    }

    /** What may be a return to something old must not be undone unless a person says so. */
    private Timeline.Entry provenNew(Timeline.Entry entry) {
        if (entry.eligible()) {
            return entry;
        }
        throw unknown("whether %s of %s is new to this service can't be told from what is on record"
                .formatted(describe(entry), Moments.words(entry.createdAt())));
    }

    private static Suspect suspect(Timeline.Entry entry, boolean late) {
        ServiceRevision started = entry.started();
        if (started == null) {
            throw new Refusal(
                    Reason.SUSPECT_UNKNOWN,
                    "the platform no longer tells what " + entry.deployment().id() + " started");
        }
        return new Suspect(entry.deployment(), started, late);
    }

    private Refusal unknown(String found) {
        String choices = timeline.entries().stream()
                .filter(e -> e.started() != null)
                .sorted(Comparator.comparing(Timeline.Entry::createdAt).reversed())
                .limit(5)
                .map(e -> "%s (created %s)".formatted(describe(e), Moments.words(e.createdAt())))
                .collect(Collectors.joining(", "));
        return new Refusal(
                Reason.SUSPECT_UNKNOWN,
                found + "; name the bad revision with --suspect, or when it began with --incident-start. Deployments: "
                        + (choices.isEmpty() ? "none" : choices));
    }

    private static String describe(Timeline.Entry entry) {
        ServiceRevision started = entry.started();
        return started == null
                ? entry.deployment().id().toString()
                : started.definition().toString();
    }
}
