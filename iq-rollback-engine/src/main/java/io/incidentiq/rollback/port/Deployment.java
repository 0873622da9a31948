package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One deployment in the platform's history of a service. A platform's own rollback is part of the deployment that it undoes. */
public final class Deployment {
    private final DeploymentId id;
    private final ServiceRevisionId started;
    private final DeploymentState state;
    private final Instant createdAt;
    private final @Nullable Instant finishedAt;
    private final @Nullable ServiceRevisionId rolledBackTo;
    private final String reason;
    private final @Nullable String arn;

    private Deployment(
            DeploymentId id, ServiceRevisionId started, DeploymentState state, Instant createdAt, Finish ending) {
        this.id = id;
        this.started = started;
        this.state = state;
        this.createdAt = createdAt;
        this.finishedAt = ending.finishedAt;
        this.rolledBackTo = ending.rolledBackTo;
        this.reason = ending.reason;
        this.arn = ending.arn;
    }

    private record Finish(
            @Nullable Instant finishedAt,
            @Nullable ServiceRevisionId rolledBackTo,
            String reason,
            @Nullable String arn) {}

    /** Returns a deployment that started {@code started} and has neither ended nor been rolled back. */
    public static Deployment of(DeploymentId id, ServiceRevisionId started, DeploymentState state, Instant createdAt) {
        return new Deployment(id, started, state, createdAt, new Finish(null, null, "", null));
    }

    private Finish finish() {
        return new Finish(finishedAt, rolledBackTo, reason, arn);
    }

    /** Returns a copy in another state. */
    public Deployment withState(DeploymentState newState) {
        return new Deployment(id, started, newState, createdAt, finish());
    }

    /** Returns a copy that ended at {@code instant}. */
    public Deployment withFinishedAt(Instant instant) {
        return new Deployment(id, started, state, createdAt, new Finish(instant, rolledBackTo, reason, arn));
    }

    /** Returns a copy that the platform rolls, or rolled, back to {@code revision}. */
    public Deployment withRolledBackTo(ServiceRevisionId revision) {
        return new Deployment(id, started, state, createdAt, new Finish(finishedAt, revision, reason, arn));
    }

    /** Returns a copy with the platform's reason for its state. */
    public Deployment withReason(String why) {
        return new Deployment(id, started, state, createdAt, new Finish(finishedAt, rolledBackTo, why, arn));
    }

    /** Returns a copy with the full name by which the platform's own commands take it. */
    public Deployment withArn(String name) {
        return new Deployment(id, started, state, createdAt, new Finish(finishedAt, rolledBackTo, reason, name));
    }

    public DeploymentId id() {
        return id;
    }

    /** Returns what it set out to run. */
    public ServiceRevisionId started() {
        return started;
    }

    public DeploymentState state() {
        return state;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Returns when it reached a terminal state; null before that. */
    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    /** Returns what the platform returned, or is returning, to; null where it isn't rolling back. */
    public @Nullable ServiceRevisionId rolledBackTo() {
        return rolledBackTo;
    }

    /** Returns the platform's reason for the state; empty where it gives none. */
    public String reason() {
        return reason;
    }

    /** Returns the full name by which the platform's own commands take it; null where it isn't known. */
    public @Nullable String arn() {
        return arn;
    }

    /** Returns what runs because of this deployment once it has ended well; null where it did not. */
    public @Nullable ServiceRevisionId succeededWith() {
        return switch (state) {
            case SUCCESSFUL -> started;
            case ROLLBACK_SUCCESSFUL -> rolledBackTo;
            default -> null;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Deployment that
                && id.equals(that.id)
                && started.equals(that.started)
                && state == that.state
                && createdAt.equals(that.createdAt)
                && finish().equals(that.finish());
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, state, finishedAt);
    }

    @Override
    public String toString() {
        return "%s %s %s created %s".formatted(id, started, state, createdAt);
    }
}
