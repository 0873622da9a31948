package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a container is to the service and to the suspect's change, as {@code candidate} defines it. */
record ContainerRole(Evidence evidence, Suspect suspect, RevisionId candidate) {
    /** Returns whether it is more than a sidecar that the suspect left alone. */
    boolean matters(String container) {
        return receivesTraffic(container) || changedBySuspect(container);
    }

    /**
     * Returns whether {@code moved} are sidecars whose tags float, while the suspect's definition says something else: to undo that is
     * worth a deployment that starts the sidecars' images of now.
     */
    boolean onlySidecars(List<String> moved) {
        TaskDefinition good = evidence.facts().definition(candidate);
        TaskDefinition bad = evidence.facts().definition(suspect.revision().definition());
        return !loadBalanced().isEmpty()
                && moved.stream().noneMatch(this::matters)
                && good != null
                && bad != null
                && !good.fingerprint().equals(bad.fingerprint());
    }

    private boolean receivesTraffic(String container) {
        return loadBalanced().stream().map(PortBinding::container).anyMatch(container::equals);
    }

    private List<PortBinding> loadBalanced() {
        return evidence.facts().snapshot().map(s -> s.loadBalanced()).orElse(List.of());
    }

    private boolean changedBySuspect(String container) {
        return !Objects.equals(
                defined(candidate, container), defined(suspect.revision().definition(), container));
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
