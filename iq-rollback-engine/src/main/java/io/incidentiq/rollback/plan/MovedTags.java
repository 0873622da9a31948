package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Containers of the target that would start another image than they ran, since their tag moved ({@code docs/judgement.md}, moved tag).
 * One that receives traffic, or that the suspect changed, is for a person to decide; a sidecar whose tag floats is only told.
 */
record MovedTags(Evidence evidence, Suspect suspect, Target target) {
    Optional<Gate> gate() {
        List<String> weighty =
                target.movedContainers().stream().filter(this::matters).toList();
        return weighty.isEmpty()
                ? Optional.empty()
                : Optional.of(Gate.added(
                        Gate.MOVED_TAG,
                        "The target's tags still name the images that it ran",
                        GateStatus.OPEN,
                        "tag moved for " + String.join(", ", weighty)));
    }

    Optional<String> warning() {
        List<String> sidecars =
                target.movedContainers().stream().filter(name -> !matters(name)).toList();
        return sidecars.isEmpty()
                ? Optional.empty()
                : Optional.of("the tag of sidecar %s moved: it starts the image that the tag names now"
                        .formatted(String.join(", ", sidecars)));
    }

    private boolean matters(String container) {
        return receivesTraffic(container) || changedBySuspect(container);
    }

    private boolean receivesTraffic(String container) {
        return evidence.facts().snapshot().stream()
                .flatMap(s -> s.loadBalanced().stream())
                .map(PortBinding::container)
                .anyMatch(container::equals);
    }

    private boolean changedBySuspect(String container) {
        return !Objects.equals(
                defined(target.revision(), container),
                defined(suspect.revision().definition(), container));
    }

    private @Nullable ContainerDefinition defined(RevisionId revision, String container) {
        TaskDefinition definition = evidence.facts().definition(revision);
        return definition == null
                ? null
                : definition.containers().stream()
                        .filter(c -> c.name().equals(container))
                        .findFirst()
                        .orElse(null);
    }
}
