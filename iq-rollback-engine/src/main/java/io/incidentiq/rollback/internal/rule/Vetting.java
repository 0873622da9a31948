package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.history.Records;
import io.incidentiq.rollback.internal.history.Timeline;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a candidate must not run again: one method per rule of {@code docs/judgement.md}, each answering with its reason. */
public final class Vetting {
    /** How long a revision has to serve for its success to mean something. */
    static final Duration PROVEN = Defaults.PROVEN.duration();

    private final Evidence evidence;
    private final Facts facts;
    private final Timeline timeline;
    private final Suspect suspect;
    private final Records records;
    private final Symptoms symptoms;

    public Vetting(Evidence evidence, Suspect suspect, Records records, Symptoms symptoms) {
        this.evidence = evidence;
        this.facts = evidence.facts();
        this.timeline = evidence.timeline();
        this.suspect = suspect;
        this.records = records;
        this.symptoms = symptoms;
    }

    /**
     * Returns the first reason to drop {@code candidate}, those before the others that nothing excuses.
     *
     * @param deployed whether we would deploy it: what runs already, or what the platform itself brings back, need not be ACTIVE, and
     *     its tags are not resolved anew
     */
    Optional<Objection> objection(Candidate candidate, boolean deployed) {
        return hardObjection(candidate, deployed).or(() -> softObjection(candidate));
    }

    private Optional<Objection> hardObjection(Candidate candidate, boolean deployed) {
        return startsTheSame(candidate)
                .or(() -> isGone(candidate))
                .or(() -> deployed ? isInactive(candidate) : Optional.empty())
                .or(() -> lacksALoadBalancedPort(candidate))
                .or(() -> deployed ? everyTagMoved(candidate) : Optional.empty())
                .map(Objection::hard);
    }

    private Optional<Objection> softObjection(Candidate candidate) {
        return isQuarantined(candidate)
                .or(() -> wasRolledBackFrom(candidate))
                .or(() -> cameAfterTheSuspect(candidate))
                .or(() -> hasABadRecord(candidate))
                .map(Objection::soft);
    }

    Optional<String> startsTheSame(Candidate c) {
        return when(
                timeline.sameContent(c.revision(), suspect.revision()),
                () -> "starts exactly what the suspect started");
    }

    Optional<String> isGone(Candidate c) {
        RevisionId id = c.revision().definition();
        TaskDefinition definition = facts.definition(id);
        if (definition == null) {
            return Optional.of(
                    facts.askedForDefinition(id)
                            ? "its task definition no longer exists"
                            : "not looked at: too many ran since; name %s as the target to have it looked at"
                                    .formatted(id));
        }
        boolean goes =
                definition.status() != DefinitionStatus.ACTIVE && definition.status() != DefinitionStatus.INACTIVE;
        return when(goes, () -> "its task definition is being deleted");
    }

    Optional<String> isInactive(Candidate c) {
        return when(inactive(c), () -> "INACTIVE: deregistered");
    }

    /** Returns whether its definition was deregistered: it can go on running, but can't be deployed. */
    boolean inactive(Candidate c) {
        TaskDefinition definition = facts.definition(c.revision().definition());
        return definition != null && definition.status() == DefinitionStatus.INACTIVE;
    }

    Optional<String> isQuarantined(Candidate c) {
        return when(
                facts.mark(c.revision().definition()) == RevisionMark.QUARANTINED,
                () -> "quarantined by an earlier rollback");
    }

    /** A success that served well later clears it. */
    Optional<String> wasRolledBackFrom(Candidate c) {
        return when(
                timeline.wasRolledBackFrom(c.revision(), PROVEN, evidence.now()),
                () -> "the service was rolled back from it, and it has not served for %s since"
                        .formatted(DurationFormat.words(PROVEN)));
    }

    Optional<String> cameAfterTheSuspect(Candidate c) {
        return timeline.firstDeployed(c.revision())
                .filter(first -> first.isAfter(suspect.since()))
                .map(first -> "first deployed after the suspect");
    }

    /** Only where the metric shows the incident can it tell good from bad. */
    Optional<String> hasABadRecord(Candidate c) {
        Sample record = records.of(c.revision());
        return when(
                isBad(record),
                () -> "bad record: served at %s, shown worse than %s, half-way to the incident"
                        .formatted(
                                NumberFormat.text(record.level()),
                                NumberFormat.text(Sample.midpoint(symptoms.reference(), symptoms.incident()))));
    }

    /** Returns whether {@code record} is shown to be nearer to the incident than to the reference. */
    boolean isBad(Sample record) {
        return symptoms.visibility() == Visibility.VISIBLE
                && record.shownNearerToBad(symptoms.reference(), symptoms.incident());
    }

    /** Returns why its success proves little; empty where it served for long, well, or before the data begins. */
    Optional<String> isUnproven(Candidate c) {
        Sample record = records.of(c.revision());
        if (symptoms.isDoubtful(record)) {
            return Optional.of("unproven: it served at %s, shown worse than %s, and too little is known of the incident"
                    .formatted(
                            NumberFormat.text(record.level()),
                            NumberFormat.text(symptoms.reference().level())));
        }
        Duration served = records.servedFor(c.revision());
        if (c.weak() || served.compareTo(PROVEN) >= 0 || records.beforeTheData(c.revision())) {
            return Optional.empty();
        }
        boolean good = symptoms.visibility() != Visibility.HIDDEN
                && record.size() >= Visibility.LEAST_PERIODS
                && !isWorseThanHalfway(record);
        return when(
                !good,
                () -> "unproven: it served for %s only"
                        .formatted(DurationFormat.words(Duration.ofSeconds(served.toSeconds()))));
    }

    private boolean isWorseThanHalfway(Sample record) {
        OptionalDouble middle = Sample.midpoint(symptoms.reference(), symptoms.incident());
        return middle.isPresent() && record.worse(record.level().orElseThrow(), middle.getAsDouble());
    }

    Optional<String> lacksALoadBalancedPort(Candidate c) {
        TaskDefinition definition = facts.definition(c.revision().definition());
        List<PortBinding> needed = facts.snapshot().map(s -> s.loadBalanced()).orElse(List.of());
        return needed.stream()
                .filter(p -> definition != null && !definition.offers(p))
                .findFirst()
                .map(p -> "lacks " + p + ", which the load balancer sends traffic to");
    }

    Optional<String> everyTagMoved(Candidate c) {
        return when(
                !imagesToPin(c).isEmpty(),
                () ->
                        "moved tag: every container that differs has the suspect's tag, which starts the suspect's image now");
    }

    /** Returns, where every tag moved, what a definition has to name to start what {@code c} ran; else nothing. */
    List<String> imagesToPin(Candidate c) {
        List<String> differing = differingContainers(c.revision());
        var role = new ContainerRole(evidence, suspect, c.revision().definition());
        return movedContainers(c.revision()).equals(differing) && !role.onlySidecars(differing)
                ? c.revision().images().stream()
                        .filter(i -> differing.contains(i.container()))
                        .map(i -> i.container() + "=" + i.withDigest())
                        .toList()
                : List.of();
    }

    /** Returns the containers that differ from the suspect's by recorded digest but have the suspect's unpinned tag. */
    List<String> movedContainers(ServiceRevision candidate) {
        Map<String, Image> bad = suspectImages();
        return candidate.images().stream()
                .filter(i -> moved(i, bad.get(i.container())))
                .map(Image::container)
                .toList();
    }

    private List<String> differingContainers(ServiceRevision candidate) {
        Map<String, Image> bad = suspectImages();
        return candidate.images().stream()
                .filter(i -> differs(i, bad.get(i.container())))
                .map(Image::container)
                .toList();
    }

    private static boolean moved(Image image, @Nullable Image bad) {
        return bad != null
                && differs(image, bad)
                && !image.pinned()
                && image.reference().equals(bad.reference());
    }

    private static boolean differs(Image image, @Nullable Image bad) {
        return bad != null && image.resolved() != null && !image.resolved().equals(bad.resolved());
    }

    private Map<String, Image> suspectImages() {
        return suspect.revision().images().stream().collect(Collectors.toMap(Image::container, i -> i, (a, b) -> a));
    }

    /** Words cost more than the looks that they tell of, and are seldom needed. */
    private static Optional<String> when(boolean holds, Supplier<String> why) {
        return holds ? Optional.of(why.get()) : Optional.empty();
    }
}
