package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One task definition revision. Its environment and secrets never come this far.
 *
 * @param fingerprint equal for two revisions if and only if their content is, number and registration data aside; a hash, never the content
 * @param registeredAt when this revision was registered
 * @param labels its tags and its containers' labels, by name: where pipelines leave the commit that it was built from
 */
public record TaskDefinition(
        RevisionId id,
        DefinitionStatus status,
        List<ContainerDefinition> containers,
        String fingerprint,
        Instant registeredAt,
        Map<String, String> labels) {
    public TaskDefinition {
        containers = List.copyOf(containers);
        labels = Map.copyOf(labels);
    }

    /** Makes a definition without labels. */
    public TaskDefinition(
            RevisionId id,
            DefinitionStatus status,
            List<ContainerDefinition> containers,
            String fingerprint,
            Instant registeredAt) {
        this(id, status, containers, fingerprint, registeredAt, Map.of());
    }

    /** Returns whether traffic sent to {@code binding} would find its container and port. */
    public boolean offers(PortBinding binding) {
        return containers.stream()
                .anyMatch(c -> c.name().equals(binding.container()) && c.ports().contains(binding.port()));
    }
}
