package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.List;

/**
 * One task definition revision. Its environment and secrets never come this far.
 *
 * @param fingerprint equal for two revisions if and only if their content is, number and registration data aside; a hash, never the content
 * @param registeredAt when this revision was registered
 */
public record TaskDefinition(
        RevisionId id,
        DefinitionStatus status,
        List<ContainerDefinition> containers,
        String fingerprint,
        Instant registeredAt) {
    public TaskDefinition {
        containers = List.copyOf(containers);
    }

    /** Returns whether traffic sent to {@code binding} would find its container and port. */
    public boolean offers(PortBinding binding) {
        return containers.stream()
                .anyMatch(c -> c.name().equals(binding.container()) && c.ports().contains(binding.port()));
    }
}
