package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.Standing;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a candidate must not run again: one method per rule of {@code docs/judgement.md}, each answering with its reason. */
final class Vetting {
    private final Facts facts;
    private final Timeline timeline;
    private final Suspect suspect;
    private final Records records;
    private final OptionalDouble recordLimit;

    Vetting(Facts facts, Timeline timeline, Suspect suspect, Records records, OptionalDouble recordLimit) {
        this.facts = facts;
        this.timeline = timeline;
        this.suspect = suspect;
        this.records = records;
        this.recordLimit = recordLimit;
    }

    /** Returns the first reason to drop {@code candidate}; the moved-tag rule counts only where tags are resolved anew. */
    Optional<String> objection(Candidate candidate, boolean resolvesTagsAnew) {
        List<Function<Candidate, Optional<String>>> rules = List.of(
                this::isTheSuspect,
                this::startsTheSame,
                this::cannotBeDeployed,
                this::isQuarantined,
                this::wasRolledBackFrom,
                this::cameAfterTheSuspect,
                this::hasABadRecord,
                this::lacksALoadBalancedPort);
        for (var rule : rules) {
            Optional<String> objection = rule.apply(candidate);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return resolvesTagsAnew ? everyTagMoved(candidate) : Optional.empty();
    }

    Optional<String> isTheSuspect(Candidate c) {
        return when(
                c.revision().definition().equals(suspect.revision().definition()), "it is the suspect's own revision");
    }

    Optional<String> startsTheSame(Candidate c) {
        return when(timeline.sameContent(c.revision(), suspect.revision()), "starts exactly what the suspect started");
    }

    Optional<String> cannotBeDeployed(Candidate c) {
        RevisionId id = c.revision().definition();
        TaskDefinition definition = facts.definition(id);
        if (definition == null) {
            return Optional.of(
                    facts.askedForDefinition(id)
                            ? "its task definition no longer exists"
                            : "not looked at: too many ran since; --to %s has it looked at".formatted(id));
        }
        return when(
                definition.status() != DefinitionStatus.ACTIVE,
                definition.status() == DefinitionStatus.INACTIVE ? "INACTIVE: deregistered" : "being deleted");
    }

    Optional<String> isQuarantined(Candidate c) {
        return when(
                facts.standing(c.revision().definition()) == Standing.QUARANTINED,
                "quarantined by an earlier rollback");
    }

    Optional<String> wasRolledBackFrom(Candidate c) {
        return when(timeline.wasRolledBackFrom(c.revision()), "the service was rolled back from it");
    }

    Optional<String> cameAfterTheSuspect(Candidate c) {
        return timeline.firstDeployed(c.revision())
                .filter(first -> first.isAfter(suspect.deployment().createdAt()))
                .map(first -> "first deployed after the suspect");
    }

    Optional<String> hasABadRecord(Candidate c) {
        OptionalDouble median = records.of(c.revision()).median();
        if (median.isEmpty() || recordLimit.isEmpty() || median.getAsDouble() <= recordLimit.getAsDouble()) {
            return Optional.empty();
        }
        return Optional.of("bad record: served at %s, above %s"
                .formatted(Numbers.text(median.getAsDouble()), Numbers.text(recordLimit.getAsDouble())));
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
        List<String> differing = differingContainers(c.revision());
        return when(
                !differing.isEmpty() && movedContainers(c.revision()).equals(differing),
                "moved tag: every container that differs has the suspect's tag, which resolves to the suspect's image now");
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

    private static Optional<String> when(boolean holds, String why) {
        return holds ? Optional.of(why) : Optional.empty();
    }
}
