package io.incidentiq.simulator;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One deployment in the simulated history. */
final class SimulatedDeployment {
    final DeploymentId id;
    final ServiceRevision started;
    final Instant createdAt;
    DeploymentState state = DeploymentState.IN_PROGRESS;

    @Nullable
    Instant finishedAt;

    @Nullable
    ServiceRevision rolledBackTo;

    String reason = "";

    SimulatedDeployment(DeploymentId id, ServiceRevision started, Instant createdAt) {
        this.id = id;
        this.started = started;
        this.createdAt = createdAt;
    }

    void finish(DeploymentState how, Instant at) {
        state = how;
        finishedAt = at;
    }

    @Nullable
    ServiceRevision succeededWith() {
        return switch (state) {
            case SUCCESSFUL -> started;
            case ROLLBACK_SUCCESSFUL -> rolledBackTo;
            default -> null;
        };
    }

    Deployment seen() {
        Deployment seen = Deployment.of(id, started.id(), state, createdAt).withReason(reason);
        if (finishedAt != null) {
            seen = seen.withFinishedAt(finishedAt);
        }
        return rolledBackTo == null ? seen : seen.withRolledBackTo(rolledBackTo.id());
    }
}
