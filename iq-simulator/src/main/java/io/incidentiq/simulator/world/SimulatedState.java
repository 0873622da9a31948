package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.List;
import java.util.Map;

/**
 * One simulated service as it truly is at one instant.
 *
 * @param deployments of the last 90 days, oldest first
 * @param tasks those of the rollouts that the service still has, and those of them that crashed
 * @param definitions of the service's family, newest first
 * @param effectiveDeployments how many deployments and rollbacks began because of writes
 */
public record SimulatedState(
        ServiceSnapshot snapshot,
        List<Deployment> deployments,
        Map<ServiceRevisionId, ServiceRevision> revisions,
        List<SimulatedTask> tasks,
        List<SimulatedDefinition> definitions,
        int effectiveDeployments) {
    public SimulatedState {
        deployments = List.copyOf(deployments);
        revisions = Map.copyOf(revisions);
        tasks = List.copyOf(tasks);
        definitions = List.copyOf(definitions);
    }
}
