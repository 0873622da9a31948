package io.incidentiq.simulator;

import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task definition with what the ports don't show of it.
 *
 * @param environment as {@code NAME=VALUE}; empty where it has none
 * @param deregisteredAt null while ACTIVE
 */
public record SimulatedDefinition(
        TaskDefinition definition,
        String environment,
        MigrationFinding migrations,
        @Nullable Instant deregisteredAt) {}
