package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.history.CommitRule;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.history.IncidentStart;
import io.incidentiq.rollback.internal.history.Records;
import io.incidentiq.rollback.internal.history.Timeline;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which release to undo ({@code docs/judgement.md}, suspect). */
public final class SuspectRule {
    /** How many periods tell whether a release does well. */
    private static final int KNOWN = 3;

    private final Evidence evidence;
    private final Timeline timeline;
    private final Settings settings;
    private final Optional<IncidentStart> start;

    public SuspectRule(Evidence evidence) {
        this.evidence = evidence;
        this.timeline = evidence.timeline();
        this.settings = evidence.settings();
        this.start = IncidentStart.of(evidence);
    }

    public Suspect choose() {
        var request = settings.request();
        if (request.suspect().isPresent()) {
            return named(request.suspect().get());
        }
        if (request.suspectCommit().isPresent()) {
            return builtFrom(request.suspectCommit().get());
        }
        return start.map(this::since).orElseGet(this::onlyRecent);
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
            throw new Refusal(Reason.SUSPECT_UNKNOWN, "suspect: " + e.getMessage());
        }
        return timeline.entries().stream()
                .filter(e -> e.of(revision))
                .reduce((older, newer) -> newer)
                .map(this::suspect)
                .orElseThrow(() -> unknown("no deployment of %s is in the service's history".formatted(revision)));
    }

    private Suspect builtFrom(String sha) {
        List<Timeline.Entry> releases = new CommitRule(evidence.facts(), timeline).releasesOf(sha);
        if (releases.size() == 1) {
            return suspect(releases.get(0));
        }
        throw unknown(
                releases.isEmpty()
                        ? "no image tag, container label or definition tag in the service's history holds commit " + sha
                        : "commit %s is in %s"
                                .formatted(
                                        sha,
                                        releases.stream()
                                                .map(SuspectRule::describe)
                                                .collect(Collectors.joining(" and "))));
    }

    private Suspect since(IncidentStart incident) {
        Instant from = incident.at().minus(settings.suspectWindow().value());
        Optional<Timeline.Entry> before = newestRelease(from, incident.at());
        Optional<Timeline.Entry> after =
                newestRelease(incident.at().plusNanos(1), incident.at().plus(incident.span()));
        if (before.isPresent() && after.isPresent()) {
            return eitherOf(before.get(), after.get());
        }
        return before.or(() -> after)
                .map(this::orWhatWasLeftForIt)
                .map(this::suspect)
                .or(() -> whatRuns(incident))
                .orElseThrow(() -> unknown("nothing new was deployed between %s and %s"
                        .formatted(
                                InstantFormat.words(from),
                                InstantFormat.words(incident.at().plus(incident.span())))));
    }

    /** What somebody, or the platform, brought the service back to is the cure: a start that was told early must not point at it. */
    private Timeline.Entry orWhatWasLeftForIt(Timeline.Entry release) {
        return timeline.leftFor(release).map(this::provenNew).orElse(release);
    }

    private Optional<Timeline.Entry> newestRelease(Instant from, Instant to) {
        return timeline.entries().stream()
                .filter(e -> !e.createdAt().isBefore(from) && !e.createdAt().isAfter(to))
                .filter(Timeline.Entry::mayBeEligible)
                .reduce((older, newer) -> newer)
                .map(this::provenNew);
    }

    /** The one after which the service does not do well; where that can't be told, the one that was there when it began. */
    private Suspect eitherOf(Timeline.Entry before, Timeline.Entry after) {
        Records records = evidence.records(before.createdAt());
        Sample reference = records.hourBefore(before.createdAt());
        Sample on = records.between(served(before), after.createdAt());
        Sample since = records.between(served(after), nextAfter(after));
        boolean toldOn = reference.usable() && on.size() >= KNOWN;
        boolean toldSince = reference.usable() && since.size() >= KNOWN;
        boolean badOn = toldOn && Visibility.of(on, reference) == Visibility.VISIBLE;
        boolean badSince = toldSince && Visibility.of(since, reference) == Visibility.VISIBLE;
        if (badSince && toldOn && !badOn) {
            return suspect(after);
        }
        boolean plain = badOn || (toldSince && !badSince);
        return plain ? suspect(before) : suspect(before, after.started());
    }

    private static Instant served(Timeline.Entry entry) {
        Instant finished = entry.deployment().finishedAt();
        return finished == null ? entry.createdAt() : finished;
    }

    private Instant nextAfter(Timeline.Entry entry) {
        return timeline.entries().stream()
                .filter(e -> e.createdAt().isAfter(entry.createdAt()) && !e.sameRelease(entry))
                .map(Timeline.Entry::createdAt)
                .findFirst()
                .orElse(evidence.now());
    }

    /** Nothing was deployed when it began: the release that runs, or the one that somebody has taken back since. */
    private Optional<Suspect> whatRuns(IncidentStart incident) {
        return timeline.current().flatMap(current -> {
            if (!current.goesBack()) {
                return Optional.of(timeline.first(current))
                        .filter(r -> r.eligible() && isTheOnlyOne(r, incident.at()))
                        .map(this::suspect);
            }
            boolean takenBackSince = !current.createdAt().isBefore(incident.at());
            return takenBackSince
                    ? timeline.takenBackBy(current).map(this::provenNew).map(this::suspect)
                    : Optional.empty();
        });
    }

    /** A slow fault may show long after its release: one that came later, or the only one within reach of the metric, or at all. */
    private boolean isTheOnlyOne(Timeline.Entry release, Instant start) {
        Instant reach = start.minus(Settings.METRIC_RANGE);
        List<Timeline.Entry> only = List.of(release);
        return release.createdAt().isAfter(start)
                || releasesSince(Instant.MIN).equals(only)
                || releasesSince(reach).equals(only);
    }

    private List<Timeline.Entry> releasesSince(Instant from) {
        return timeline.entries().stream()
                .filter(e -> e.mayBeEligible() && !e.createdAt().isBefore(from))
                .map(timeline::first)
                .distinct()
                .toList();
    }

    /** Without a start: the release that runs, or was taken back lately, if no other one is that young. */
    private Suspect onlyRecent() {
        Instant from = evidence.now().minus(settings.suspectWindow().value());
        List<Timeline.Entry> recent = releasesSince(from);
        Optional<Timeline.Entry> returned =
                timeline.current().filter(c -> c.goesBack() && !c.createdAt().isBefore(from));
        Optional<Timeline.Entry> candidate = returned.isPresent()
                ? returned.flatMap(timeline::takenBackBy)
                : timeline.current().map(timeline::first);
        return candidate
                .filter(c -> recent.equals(List.of(c)) || (recent.isEmpty() && returned.isPresent()))
                .map(this::provenNew)
                .map(this::suspect)
                .orElseThrow(() -> unknown("%d releases in the last %d h and no incident start"
                        .formatted(
                                recent.size(), settings.suspectWindow().value().toHours())));
    }

    /** What may be a return to something old must not be undone unless a person says so. */
    private Timeline.Entry provenNew(Timeline.Entry entry) {
        if (entry.eligible()) {
            return entry;
        }
        throw unknown("whether %s of %s is new to this service can't be told from what is on record"
                .formatted(describe(entry), InstantFormat.words(entry.createdAt())));
    }

    private Suspect suspect(Timeline.Entry entry) {
        return suspect(entry, null);
    }

    /** A later deployment of the same release is the suspect again: the newest is undone, the incident judged from the first. */
    private Suspect suspect(Timeline.Entry entry, @Nullable ServiceRevision rival) {
        Timeline.Entry newest = timeline.newest(entry);
        ServiceRevision started = newest.started();
        if (started == null) {
            throw new Refusal(
                    Reason.SUSPECT_UNKNOWN,
                    "the platform no longer tells what " + newest.deployment().id() + " started");
        }
        return new Suspect(
                newest.deployment(),
                started,
                timeline.first(entry).createdAt(),
                rival == null ? null : rival.definition());
    }

    private Refusal unknown(String found) {
        String choices = timeline.entries().stream()
                .filter(e -> e.started() != null)
                .sorted(Comparator.comparing(Timeline.Entry::createdAt).reversed())
                .limit(5)
                .map(e -> "%s (created %s)".formatted(describe(e), InstantFormat.words(e.createdAt())))
                .collect(Collectors.joining(", "));
        return new Refusal(
                Reason.SUSPECT_UNKNOWN,
                "%s; %s, or when the incident began%s. Deployments: %s"
                        .formatted(found, remedy(), seenOnset(), choices.isEmpty() ? "none" : choices));
    }

    private String remedy() {
        boolean named = settings.request().suspect().isPresent()
                || settings.request().suspectCommit().isPresent();
        return named ? "name one of its deployments" : "name the bad revision";
    }

    /** The onset is evidence for a person, who may state it; it is never taken for the start. */
    private String seenOnset() {
        Instant from = evidence.now().minus(settings.suspectWindow().value());
        Instant first = timeline.entries().stream()
                .filter(e -> e.mayBeEligible() && !e.createdAt().isBefore(from))
                .map(Timeline.Entry::createdAt)
                .findFirst()
                .orElse(from);
        Records records = evidence.records(first);
        return records.onset(records.hourBefore(first), settings.floor(first), evidence.now())
                .map(onset -> " (the metric got worse at " + InstantFormat.words(onset) + ")")
                .orElse("");
    }

    private static String describe(Timeline.Entry entry) {
        ServiceRevision started = entry.started();
        return started == null
                ? entry.deployment().id().toString()
                : started.definition().toString();
    }
}
