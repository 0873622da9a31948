package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task definition with what the ports don't show of it.
 *
 * @param environment as {@code NAME=VALUE}; empty where it has none
 * @param deregisteredAt null while ACTIVE
 * @param labels of the first container
 * @param tags of the definition
 */
public record SimulatedDefinition(
        TaskDefinition definition,
        String environment,
        MigrationFinding migrations,
        @Nullable Instant deregisteredAt,
        Map<String, String> labels,
        Map<String, String> tags) {
    public SimulatedDefinition {
        labels = Map.copyOf(labels);
        tags = Map.copyOf(tags);
    }
}
