package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which revision may replace the suspect ({@code docs/judgement.md}, target). */
final class TargetRule {
    /** How many revisions are looked at; each costs a call. */
    static final int CONSIDERED = 6;

    private final Facts facts;
    private final Timeline timeline;
    private final Suspect suspect;
    private final Settings settings;
    private final Records records;

    TargetRule(Facts facts, Timeline timeline, Suspect suspect, Settings settings, Records records) {
        this.facts = facts;
        this.timeline = timeline;
        this.suspect = suspect;
        this.settings = settings;
        this.records = records;
    }

    /**
     * What came of the vetting.
     *
     * @param target empty if every candidate was dropped
     */
    record Choice(Optional<Target> target, List<Rejected> rejected) {}

    /** Returns the newest candidate that nothing speaks against. */
    Choice choose(OptionalDouble incident) {
        List<Candidate> candidates = candidates();
        var vetting = new Vetting(facts, timeline, suspect, records, recordLimit(candidates, incident));
        Optional<RevisionId> wanted = settings.request().target().map(this::named);
        if (wanted.isPresent()) {
            return vetNamed(wanted.get(), candidatesHoweverOld(), vetting);
        }
        Optional<Candidate> returnedTo = returnedTo()
                .filter(c -> vetting.objection(c, resolvesTagsAnew(c)).isEmpty());
        if (returnedTo.isPresent()) {
            return new Choice(Optional.of(target(returnedTo.get(), vetting)), List.of());
        }
        var rejected = new ArrayList<Rejected>();
        for (Candidate candidate : candidates) {
            Optional<String> objection = vetting.objection(candidate, resolvesTagsAnew(candidate));
            if (objection.isEmpty()) {
                return new Choice(Optional.of(target(candidate, vetting)), withNeverDeployed(rejected, candidate));
            }
            rejected.add(new Rejected(candidate.revision().definition(), objection.get()));
        }
        return new Choice(Optional.empty(), rejected);
    }

    /** Returns the candidate that somebody has brought the service back to since the suspect: a good one need not be the newest. */
    private Optional<Candidate> returnedTo() {
        return timeline.current()
                .filter(e -> e.goesBack()
                        && e.createdAt().isAfter(suspect.deployment().createdAt()))
                .flatMap(e -> timeline.running())
                .flatMap(running -> candidatesHoweverOld().stream()
                        .filter(c -> timeline.sameContent(c.revision(), running))
                        .findFirst());
    }

    /** Vets what the platform returns to by itself; its recorded digests are used again, so tags don't matter. */
    Choice vetPlatformChoice(ServiceRevision returnsTo, OptionalDouble incident) {
        List<Candidate> candidates = candidates();
        var vetting = new Vetting(facts, timeline, suspect, records, recordLimit(candidates, incident));
        Candidate candidate = candidates.stream()
                .filter(c -> timeline.sameContent(c.revision(), returnsTo))
                .findFirst()
                .orElse(new Candidate(returnsTo, null, null));
        Optional<String> objection = vetting.objection(candidate, false).or(() -> isNotTheNamed(returnsTo));
        return objection
                .map(why -> new Choice(Optional.empty(), List.of(new Rejected(returnsTo.definition(), why))))
                .orElseGet(() -> new Choice(Optional.of(target(candidate, vetting)), List.of()));
    }

    private Optional<String> isNotTheNamed(ServiceRevision returnsTo) {
        return settings.request()
                .target()
                .map(this::named)
                .filter(wanted -> !wanted.equals(returnsTo.definition()))
                .map(wanted -> "the platform is returning to it, not to %s as --to says".formatted(wanted));
    }

    /** Returns what the platform goes back to if the suspect is stopped: what last succeeded before it. */
    Optional<ServiceRevision> platformReturnsTo() {
        ServiceRevisionId announced = suspect.deployment().rolledBackTo();
        if (announced != null) {
            return Optional.ofNullable(facts.serviceRevision(announced));
        }
        return timeline.successesBefore(suspect.deployment().createdAt()).stream()
                .map(Timeline.Served::revision)
                .findFirst();
    }

    private Choice vetNamed(RevisionId wanted, List<Candidate> candidates, Vetting vetting) {
        Optional<Candidate> known = candidates.stream()
                .filter(c -> c.revision().definition().equals(wanted))
                .findFirst();
        if (known.isEmpty()) {
            return new Choice(Optional.empty(), List.of(new Rejected(wanted, unknownCandidate(wanted))));
        }
        Optional<String> objection = vetting.objection(known.get(), true);
        return objection
                .map(why -> new Choice(Optional.empty(), List.of(new Rejected(wanted, why))))
                .orElseGet(() -> new Choice(Optional.of(target(known.get(), vetting)), List.of()));
    }

    private String unknownCandidate(RevisionId wanted) {
        if (wanted.equals(suspect.revision().definition())) {
            return "it is the suspect's own revision";
        }
        boolean after = timeline.entries().stream()
                .anyMatch(e -> e.of(wanted)
                        && e.createdAt().isAfter(suspect.deployment().createdAt()));
        return after
                ? "first deployed after the suspect"
                : "no success of it in this service before the suspect is on record";
    }

    private RevisionId named(String text) {
        String family = suspect.revision().definition().family();
        RevisionId revision;
        try {
            revision = RevisionId.parse(text, family);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.TARGET_UNFIT, "--to: " + e.getMessage());
        }
        if (!revision.family().equals(family)) {
            throw new Refusal(
                    Reason.TARGET_UNFIT,
                    "--to %s: another family than the service's %s; name a revision of %s"
                            .formatted(revision, family, family));
        }
        return revision;
    }

    private List<Candidate> candidates() {
        return candidatesHoweverOld().stream().limit(CONSIDERED).toList();
    }

    private List<Candidate> candidatesHoweverOld() {
        List<Candidate> proven = timeline.successesBefore(suspect.deployment().createdAt()).stream()
                .map(s -> new Candidate(s.revision(), s.from(), s.to()))
                .toList();
        return proven.isEmpty() && facts.serviceIsOlderThanHistory() ? weakCandidates() : proven;
    }

    private List<Candidate> weakCandidates() {
        int suspectNumber = suspect.revision().definition().number();
        return Stream.concat(facts.proven().stream(), facts.activeRevisions().stream())
                .distinct()
                .filter(r -> r.number() < suspectNumber)
                .map(facts::definition)
                .flatMap(Stream::ofNullable)
                .map(d -> new Candidate(registered(d), null, null))
                .toList();
    }

    private static ServiceRevision registered(TaskDefinition definition) {
        List<Image> images = definition.containers().stream()
                .map(c -> new Image(c.name(), c.image(), null))
                .toList();
        return new ServiceRevision(new ServiceRevisionId("registered " + definition.id()), definition.id(), images);
    }

    private boolean resolvesTagsAnew(Candidate candidate) {
        boolean stops = !suspect.deployment().state().terminal()
                && !suspect.deployment().state().rollingBack()
                && settings.request().target().isEmpty();
        return !(stops
                && platformReturnsTo()
                        .filter(r -> timeline.sameContent(r, candidate.revision()))
                        .isPresent());
    }

    /**
     * Half-way between the best record and the incident; where the incident is no worse than the best record, what that record
     * itself reached at times, so that nothing is exchanged for something worse.
     */
    private OptionalDouble recordLimit(List<Candidate> candidates, OptionalDouble incident) {
        Optional<Numbers> best = candidates.stream()
                .map(c -> records.of(c.revision()))
                .filter(n -> n.median().isPresent())
                .min(Comparator.comparingDouble(n -> n.median().getAsDouble()));
        if (best.isEmpty() || incident.isEmpty()) {
            return OptionalDouble.empty();
        }
        double lowest = best.get().median().getAsDouble();
        return incident.getAsDouble() > lowest
                ? OptionalDouble.of((lowest + incident.getAsDouble()) / 2)
                : best.get().percentile95();
    }

    private Target target(Candidate candidate, Vetting vetting) {
        List<String> moved = resolvesTagsAnew(candidate) ? vetting.movedContainers(candidate.revision()) : List.of();
        return new Target(candidate, evidence(candidate), moved);
    }

    private String evidence(Candidate candidate) {
        Instant succeeded = candidate.succeededAt();
        if (succeeded == null) {
            return facts.proven().contains(candidate.revision().definition())
                    ? "verified by an earlier rollback; the platform's history doesn't reach it"
                    : "registered and ACTIVE; no success of it is on record";
        }
        OptionalDouble median = records.of(candidate.revision()).median();
        String record = median.isPresent()
                ? ", served at " + Numbers.text(median.getAsDouble())
                : ", record unknown: it served before the data begins";
        String what = returnedTo().filter(candidate::equals).isPresent()
                ? "a success before the suspect, which the service was brought back to"
                : "last success before the suspect";
        return "%s, deployed %s%s".formatted(what, Moments.words(succeeded), record);
    }

    /** Adds the numbers between target and suspect that this service never ran, so that nobody wonders. */
    private List<Rejected> withNeverDeployed(List<Rejected> rejected, Candidate chosen) {
        Set<RevisionId> ran = timeline.entries().stream()
                .map(Timeline.Entry::started)
                .flatMap(Stream::ofNullable)
                .map(ServiceRevision::definition)
                .collect(Collectors.toSet());
        RevisionId bad = suspect.revision().definition();
        RevisionId good = chosen.revision().definition();
        var all = new ArrayList<>(rejected);
        for (int n = bad.number() - 1;
                good.family().equals(bad.family()) && n > good.number() && all.size() < 20;
                n--) {
            var between = new RevisionId(bad.family(), n);
            if (!ran.contains(between)) {
                all.add(new Rejected(between, "never ran in this service"));
            } else if (all.stream().noneMatch(r -> r.revision().equals(between))) {
                all.add(new Rejected(between, endOf(between)));
            }
        }
        all.sort(Comparator.comparing(Rejected::revision).reversed());
        return all;
    }

    private String endOf(RevisionId revision) {
        return timeline.entries().stream()
                .filter(e -> e.of(revision))
                .map(e -> e.deployment().state())
                .reduce((a, b) -> b)
                .filter(s -> s != DeploymentState.SUCCESSFUL)
                .map(s -> "its deployment ended " + s)
                .orElse("an older success than the target");
    }
}
