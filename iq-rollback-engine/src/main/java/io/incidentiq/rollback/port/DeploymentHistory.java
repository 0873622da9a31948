package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A service's deployments as the platform remembers them, oldest first by creation.
 *
 * @param deployments in any order when given, sorted here
 * @param completeSince the platform remembers every deployment created at or after this instant
 */
public record DeploymentHistory(List<Deployment> deployments, Instant completeSince) {
    public DeploymentHistory {
        deployments = deployments.stream()
                .sorted(Comparator.comparing(Deployment::createdAt))
                .toList();
    }
}
