package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.procedure.GateIds;
import java.util.List;
import java.util.Optional;

/**
 * Containers of the target that would start another image than they ran, since their tag moved ({@code docs/judgement.md}, moved tag).
 * One that receives traffic, or that the suspect changed, is for a person to decide; a sidecar whose tag floats is only told.
 */
public record MovedTags(Evidence evidence, Suspect suspect, Target target) {
    Optional<Gate> gate() {
        List<String> weighty =
                target.movedContainers().stream().filter(this::matters).toList();
        return weighty.isEmpty()
                ? Optional.empty()
                : Optional.of(GateTransitions.added(
                        GateIds.MOVED_TAG,
                        "The target's tags still name the images that it ran",
                        GateStatus.OPEN,
                        "tag moved for " + String.join(", ", weighty)));
    }

    public Optional<String> warning() {
        List<String> sidecars =
                target.movedContainers().stream().filter(name -> !matters(name)).toList();
        return sidecars.isEmpty()
                ? Optional.empty()
                : Optional.of("the tag of sidecar %s moved: it starts the image that the tag names now"
                        .formatted(String.join(", ", sidecars)));
    }

    private boolean matters(String container) {
        return new ContainerRole(evidence, suspect, target.revision()).matters(container);
    }
}
