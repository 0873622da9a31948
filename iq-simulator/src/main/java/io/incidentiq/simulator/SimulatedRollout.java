package io.incidentiq.simulator;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One set of tasks of the simulated service. */
final class SimulatedRollout {
    final DeploymentId id;
    final ServiceRevision revision;
    final Instant createdAt;
    final @Nullable DeploymentId rollbackOf;
    boolean primary = true;
    int desired;
    int running;
    int failed;
    RolloutState state = RolloutState.IN_PROGRESS;
    String reason = "";

    SimulatedRollout(DeploymentId id, ServiceRevision revision, Instant createdAt, @Nullable DeploymentId rollbackOf) {
        this.id = id;
        this.revision = revision;
        this.createdAt = createdAt;
        this.rollbackOf = rollbackOf;
    }

    Rollout seen() {
        Rollout seen = primary
                ? Rollout.primary(id, revision.definition(), createdAt)
                : Rollout.draining(id, revision.definition(), createdAt);
        seen = seen.withTasks(new TaskCounts(desired, running, Math.max(0, desired - running), failed, 0))
                .withState(state, reason)
                .withServiceRevision(revision.id());
        return rollbackOf == null ? seen : seen.withRollbackOf(rollbackOf);
    }
}
