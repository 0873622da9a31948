package io.incidentiq.simulator;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The tasks of one rollout as they come and go. */
final class TaskSet {
    final DeploymentId id;
    final ServiceRevision runs;
    final Instant createdAt;
    /** The deployment that it undoes; null for a deployment's own rollout. */
    final @Nullable DeploymentId rollbackOf;

    final Deque<TaskFailure> failures = new ArrayDeque<>();
    private RolloutState state = RolloutState.IN_PROGRESS;
    private String reason;
    boolean primary = true;
    int placed;
    int pending;
    int running;
    int draining;

    TaskSet(DeploymentId id, ServiceRevision runs, Instant createdAt, @Nullable DeploymentId rollbackOf) {
        this.id = id;
        this.runs = runs;
        this.createdAt = createdAt;
        this.rollbackOf = rollbackOf;
        this.reason = "ECS deployment %s in progress.".formatted(id);
    }

    int revision() {
        return runs.definition().number();
    }

    /** Returns the deployment in the history that it belongs to. */
    DeploymentId deployment() {
        return rollbackOf == null ? id : rollbackOf;
    }

    boolean inProgress() {
        return state == RolloutState.IN_PROGRESS;
    }

    void become(RolloutState newState, String newReason) {
        state = newState;
        reason = newReason;
    }

    /** Gives way to another set: what didn't start yet never will. */
    void retire() {
        primary = false;
        pending = 0;
    }

    boolean gone() {
        return !primary && running == 0 && draining == 0;
    }

    Rollout toRollout(int serviceDesired) {
        Rollout base = primary
                ? Rollout.primary(id, runs.definition(), createdAt)
                : Rollout.draining(id, runs.definition(), createdAt);
        int desired = primary ? serviceDesired : 0;
        Rollout rollout = base.withTasks(new TaskCounts(desired, running, pending, failures.size(), 0))
                .withState(state, reason)
                .withServiceRevision(runs.id());
        return rollbackOf == null ? rollout : rollout.withRollbackOf(rollbackOf);
    }
}
