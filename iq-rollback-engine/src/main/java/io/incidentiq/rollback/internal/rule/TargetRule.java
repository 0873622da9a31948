package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rejected;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.history.IncidentStart;
import io.incidentiq.rollback.internal.history.Novelty;
import io.incidentiq.rollback.internal.history.Records;
import io.incidentiq.rollback.internal.history.Timeline;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
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
public final class TargetRule {
    /** How many revisions are looked at; each costs a call. */
    public static final int CONSIDERED = Defaults.CANDIDATES.count();

    private final Evidence evidence;
    private final Facts facts;
    private final Timeline timeline;
    private final Suspect suspect;
    private final Settings settings;
    private final Records records;

    public TargetRule(Evidence evidence, Suspect suspect, Records records) {
        this.evidence = evidence;
        this.facts = evidence.facts();
        this.timeline = evidence.timeline();
        this.suspect = suspect;
        this.settings = evidence.settings();
        this.records = records;
    }

    /**
     * What came of the vetting.
     *
     * @param target empty if every candidate was dropped
     * @param wayOut what a person can do where none is left; may be empty
     */
    public record Choice(Optional<Target> target, List<Rejected> rejected, String wayOut) {
        static Choice of(Target target, List<Rejected> rejected) {
            return new Choice(Optional.of(target), rejected, "");
        }

        static Choice none(RevisionId revision, String why, String wayOut) {
            return new Choice(Optional.empty(), List.of(new Rejected(revision, why)), wayOut);
        }
    }

    /**
     * Returns the best record among the candidates, which is how the service does without a fault; where none has one, the hour before
     * the earliest release of the suspect window.
     */
    public Sample reference() {
        Optional<Sample> best = candidates().stream()
                .map(c -> records.of(c.revision()))
                .filter(Sample::usable)
                .reduce((one, other) ->
                        one.worse(one.level().orElseThrow(), other.level().orElseThrow()) ? other : one);
        return best.orElseGet(() -> {
            Sample before = records.hourBefore(earliestRelease());
            return before.usable() ? before : beforeTheIncident(before);
        });
    }

    /** A release that served for long before its fault began shows itself how the service does without one. */
    private Sample beforeTheIncident(Sample otherwise) {
        return IncidentStart.of(evidence)
                .map(IncidentStart::at)
                .map(start ->
                        records.between(InstantFormat.later(suspect.since(), start.minus(Settings.RECORD)), start))
                .filter(Sample::usable)
                .orElse(otherwise);
    }

    private Instant earliestRelease() {
        Instant from = settings.request()
                .incidentStart()
                .filter(t -> t.isBefore(suspect.since()))
                .orElse(suspect.since())
                .minus(settings.suspectWindow().value());
        return timeline.entries().stream()
                .filter(e -> e.eligible() && !e.createdAt().isBefore(from))
                .map(Timeline.Entry::createdAt)
                .findFirst()
                .orElse(suspect.since());
    }

    /** Returns the newest candidate that nothing speaks against. */
    public Choice choose(Symptoms symptoms) {
        var vetting = new Vetting(evidence, suspect, records, symptoms);
        Optional<RevisionId> wanted = settings.request().target().map(this::named);
        if (wanted.isPresent()) {
            return vetNamed(wanted.get(), vetting);
        }
        Optional<Candidate> returnedTo =
                returnedTo().filter(c -> vetting.objection(c, false).isEmpty());
        if (returnedTo.isPresent()) {
            return Choice.of(target(returnedTo.get(), vetting, Target.Trust.FULL), List.of());
        }
        return newest(vetting);
    }

    private Choice newest(Vetting vetting) {
        var rejected = new ArrayList<Rejected>();
        var unproven = new ArrayList<Candidate>();
        for (Candidate candidate : candidates()) {
            Optional<Objection> objection = vetting.objection(candidate, isDeployedByUs(candidate));
            if (objection.isPresent()) {
                rejected.add(new Rejected(
                        candidate.revision().definition(), objection.get().why()));
            } else if (vetting.isUnproven(candidate).isPresent()) {
                unproven.add(candidate);
            } else {
                return proven(candidate, unproven, rejected, vetting);
            }
        }
        return unproven.isEmpty()
                ? new Choice(Optional.empty(), rejected, wayOut(candidates(), vetting))
                : chosen(unproven.get(0), rejected, vetting);
    }

    /** Names the images of the newest candidate that nothing but its moved tags speaks against. */
    private static String wayOut(List<Candidate> candidates, Vetting vetting) {
        return candidates.stream()
                .filter(c -> vetting.objection(c, false).isEmpty()
                        && !vetting.imagesToPin(c).isEmpty())
                .findFirst()
                .map(c -> "to return to what %s ran, register a revision with %s and name it as the target"
                        .formatted(c.revision().definition(), String.join(" and ", vetting.imagesToPin(c))))
                .orElse("");
    }

    /** One that is unproven is passed over for an older one that is proven; of several, a person decides. */
    private Choice proven(Candidate candidate, List<Candidate> unproven, List<Rejected> rejected, Vetting vetting) {
        if (unproven.size() > 1 || (!unproven.isEmpty() && settings.measure().isEmpty())) {
            return chosen(unproven.get(0), rejected, vetting);
        }
        unproven.forEach(u -> rejected.add(
                new Rejected(u.revision().definition(), vetting.isUnproven(u).orElseThrow())));
        return chosen(candidate, rejected, vetting);
    }

    private Choice chosen(Candidate candidate, List<Rejected> rejected, Vetting vetting) {
        return Choice.of(target(candidate, vetting, trust(candidate, vetting)), withNeverDeployed(rejected, candidate));
    }

    private static Target.Trust trust(Candidate candidate, Vetting vetting) {
        return candidate.weak()
                ? Target.Trust.doubted("no success of it is on record")
                : vetting.isUnproven(candidate).map(Target.Trust::doubted).orElse(Target.Trust.FULL);
    }

    /** Returns the candidate that somebody has brought the service back to since the suspect: a good one need not be the newest. */
    private Optional<Candidate> returnedTo() {
        boolean back = timeline.current()
                .filter(e -> e.goesBack()
                        && e.createdAt().isAfter(suspect.deployment().createdAt()))
                .isPresent();
        boolean undone = suspect.deployment().succeededWith() != null
                && suspect.deployment().rolledBackTo() != null
                && isCurrent();
        return back || undone
                ? timeline.running()
                        .flatMap(running -> candidatesHoweverOld().stream()
                                .filter(c -> timeline.sameContent(c.revision(), running))
                                .findFirst())
                : Optional.empty();
    }

    private boolean isCurrent() {
        return timeline.current()
                .filter(e -> e.deployment().id().equals(suspect.deployment().id()))
                .isPresent();
    }

    /** Vets what the platform returns to by itself; its recorded digests are used again, so tags don't matter. */
    public Choice vetPlatformChoice(ServiceRevision returnsTo, Symptoms symptoms) {
        var vetting = new Vetting(evidence, suspect, records, symptoms);
        Candidate candidate = candidates().stream()
                .filter(c -> timeline.sameContent(c.revision(), returnsTo))
                .findFirst()
                .orElse(new Candidate(returnsTo, null, null));
        Optional<String> objection =
                vetting.objection(candidate, false).map(Objection::why).or(() -> isNotTheNamed(returnsTo));
        return objection
                .map(why -> Choice.none(returnsTo.definition(), why, ""))
                .orElseGet(() -> Choice.of(target(candidate, vetting, trust(candidate, vetting)), List.of()));
    }

    private Optional<String> isNotTheNamed(ServiceRevision returnsTo) {
        return settings.request()
                .target()
                .map(this::named)
                .filter(wanted -> !wanted.equals(returnsTo.definition()))
                .map(wanted ->
                        "the platform is returning to it, not to %s, which is named as the target".formatted(wanted));
    }

    /** Returns what the platform goes back to if the suspect is stopped: what last succeeded before it. */
    public Optional<ServiceRevision> platformReturnsTo() {
        ServiceRevisionId announced = suspect.deployment().rolledBackTo();
        if (announced != null) {
            return Optional.ofNullable(facts.serviceRevision(announced));
        }
        return timeline.successesBefore(suspect.deployment().createdAt()).stream()
                .map(Timeline.Served::revision)
                .findFirst();
    }

    /** What is named may be younger than the suspect, and soft objections to it are a person's to excuse. */
    private Choice vetNamed(RevisionId wanted, Vetting vetting) {
        Optional<Candidate> known = Stream.concat(candidatesHoweverOld().stream(), successes(evidence.now()))
                .filter(c -> c.revision().definition().equals(wanted))
                .findFirst()
                .or(() -> withProvenImages(wanted));
        if (known.isEmpty()) {
            return Choice.none(wanted, unknownCandidate(wanted), "");
        }
        Candidate candidate = known.get();
        Optional<Objection> objection = vetting.objection(candidate, isDeployedByUs(candidate) && !runs(candidate));
        if (objection.filter(Objection::hard).isPresent()) {
            return Choice.none(wanted, objection.get().why(), wayOut(List.of(candidate), vetting));
        }
        Target.Trust trust = objection
                .map(o -> Target.Trust.objected(o.why()))
                .orElseGet(() -> candidate.weak() ? Target.Trust.FULL : trust(candidate, vetting));
        return Choice.of(target(candidate, vetting, trust), List.of());
    }

    private boolean runs(Candidate candidate) {
        return timeline.running()
                .filter(r -> timeline.sameContent(r, candidate.revision()))
                .isPresent();
    }

    /** A revision that never ran, registered to start by digest the very images that a candidate ran: the way out of moved tags. */
    private Optional<Candidate> withProvenImages(RevisionId wanted) {
        TaskDefinition definition = facts.definition(wanted);
        if (definition == null) {
            return Optional.empty();
        }
        ServiceRevision registered = registered(definition);
        boolean pinned = registered.images().stream().allMatch(Image::pinned);
        return candidatesHoweverOld().stream()
                .filter(c -> pinned && Novelty.imagesOf(c.revision()).equals(Novelty.imagesOf(registered)))
                .findFirst()
                .map(c -> new Candidate(registered, c.succeededAt(), c.servedUntil()));
    }

    private String unknownCandidate(RevisionId wanted) {
        if (wanted.equals(suspect.revision().definition())) {
            return "it is the suspect's own revision";
        }
        return "no success of it in this service is on record, nor are its images pinned to those of one";
    }

    private RevisionId named(String text) {
        String family = suspect.revision().definition().family();
        RevisionId revision;
        try {
            revision = RevisionId.parse(text, family);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.TARGET_UNFIT, String.valueOf(e.getMessage()));
        }
        if (!revision.family().equals(family)) {
            throw new Refusal(
                    Reason.TARGET_UNFIT,
                    "%s: another family than the service's %s; name a revision of %s"
                            .formatted(revision, family, family));
        }
        return revision;
    }

    private List<Candidate> candidates() {
        return candidatesHoweverOld().stream().limit(CONSIDERED).toList();
    }

    private List<Candidate> candidatesHoweverOld() {
        List<Candidate> proven = successes(suspect.since()).toList();
        return proven.isEmpty() && facts.serviceIsOlderThanHistory() ? weakCandidates() : proven;
    }

    private Stream<Candidate> successes(Instant before) {
        return timeline.successesBefore(before).stream().map(s -> new Candidate(s.revision(), s.from(), s.to()));
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

    /** What we don't deploy the platform brings back itself, with the recorded digests. */
    private boolean isDeployedByUs(Candidate candidate) {
        boolean stops = !suspect.deployment().state().terminal()
                && !suspect.deployment().state().rollingBack()
                && settings.request().target().isEmpty();
        return !(stops
                && platformReturnsTo()
                        .filter(r -> timeline.sameContent(r, candidate.revision()))
                        .isPresent());
    }

    private Target target(Candidate candidate, Vetting vetting, Target.Trust trust) {
        boolean tags = isDeployedByUs(candidate) && !runs(candidate);
        return new Target(
                candidate.revision(),
                candidate.succeededAt(),
                candidate.servedUntil(),
                evidence(candidate, trust),
                tags ? vetting.movedContainers(candidate.revision()) : List.of(),
                trust);
    }

    private String evidence(Candidate candidate, Target.Trust trust) {
        Instant succeeded = candidate.succeededAt();
        if (succeeded == null) {
            return facts.proven().contains(candidate.revision().definition())
                    ? "verified by an earlier rollback; the platform's history doesn't reach it"
                    : "registered and ACTIVE; no success of it is on record";
        }
        return "%s, deployed %s, served %s%s"
                .formatted(
                        rank(candidate, trust),
                        InstantFormat.words(succeeded),
                        DurationFormat.roughly(records.servedFor(candidate.revision())),
                        record(candidate));
    }

    private String rank(Candidate candidate, Target.Trust trust) {
        if (settings.request().target().isPresent()) {
            return "named; a success of this service";
        }
        if (returnedTo().filter(candidate::equals).isPresent()) {
            return "a success before the suspect, which the service was brought back to";
        }
        return trust.doubt() == null ? "last proven success before the suspect" : "newest success before the suspect";
    }

    private String record(Candidate candidate) {
        OptionalDouble level = records.of(candidate.revision()).level();
        if (level.isPresent()) {
            return " at " + NumberFormat.text(level);
        }
        return records.beforeTheData(candidate.revision()) ? ", before the data begins" : "";
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
