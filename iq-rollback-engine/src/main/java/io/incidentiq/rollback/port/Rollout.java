package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the sets of tasks that a service has right now: the primary one, and those that still drain. */
public final class Rollout {
    private final DeploymentId id;
    private final RevisionId definition;
    private final boolean primary;
    private final Instant createdAt;
    private final Details details;

    private record Details(
            TaskCounts tasks,
            RolloutState state,
            String reason,
            @Nullable ServiceRevisionId serviceRevision,
            @Nullable DeploymentId rollbackOf) {}

    private Rollout(DeploymentId id, RevisionId definition, boolean primary, Instant createdAt, Details details) {
        this.id = id;
        this.definition = definition;
        this.primary = primary;
        this.createdAt = createdAt;
        this.details = details;
    }

    /** Returns the rollout that the service is to end up with, without tasks yet. */
    public static Rollout primary(DeploymentId id, RevisionId definition, Instant createdAt) {
        return new Rollout(
                id,
                definition,
                true,
                createdAt,
                new Details(TaskCounts.NONE, RolloutState.IN_PROGRESS, "", null, null));
    }

    /** Returns a rollout that is on its way out, without tasks. */
    public static Rollout draining(DeploymentId id, RevisionId definition, Instant createdAt) {
        return new Rollout(
                id, definition, false, createdAt, new Details(TaskCounts.NONE, RolloutState.COMPLETED, "", null, null));
    }

    private Rollout with(Details changed) {
        return new Rollout(id, definition, primary, createdAt, changed);
    }

    /** Returns a copy with these task counts. */
    public Rollout withTasks(TaskCounts tasks) {
        return with(new Details(tasks, state(), reason(), serviceRevision(), rollbackOf()));
    }

    /** Returns a copy in this state, for the platform's reason (may be empty). */
    public Rollout withState(RolloutState state, String reason) {
        return with(new Details(tasks(), state, reason, serviceRevision(), rollbackOf()));
    }

    /** Returns a copy that says which record of definition and digests it runs. */
    public Rollout withServiceRevision(ServiceRevisionId revision) {
        return with(new Details(tasks(), state(), reason(), revision, rollbackOf()));
    }

    /** Returns a copy that the platform started by itself, or was told to, to undo {@code undone}. */
    public Rollout withRollbackOf(DeploymentId undone) {
        return with(new Details(tasks(), state(), reason(), serviceRevision(), undone));
    }

    public DeploymentId id() {
        return id;
    }

    public RevisionId definition() {
        return definition;
    }

    public boolean primary() {
        return primary;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public TaskCounts tasks() {
        return details.tasks;
    }

    public RolloutState state() {
        return details.state;
    }

    /** Returns the platform's reason for the state; empty where it gives none. */
    public String reason() {
        return details.reason;
    }

    /** Returns the record of what it runs; null until the platform has made or told it. */
    public @Nullable ServiceRevisionId serviceRevision() {
        return details.serviceRevision;
    }

    /** Returns the deployment that this rollout undoes; null where it is a deployment of its own. */
    public @Nullable DeploymentId rollbackOf() {
        return details.rollbackOf;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rollout that
                && id.equals(that.id)
                && definition.equals(that.definition)
                && primary == that.primary
                && createdAt.equals(that.createdAt)
                && details.equals(that.details);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, primary, details);
    }

    @Override
    public String toString() {
        return "%s %s %s %d/%d running"
                .formatted(id, definition, primary ? "PRIMARY" : "draining", tasks().running(), tasks().desired());
    }
}
