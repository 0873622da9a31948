package io.incidentiq.rollback;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has happened so far. Immutable. */
public final class Progress {
    private static final Progress NONE = of(new Moments(null, null, null, null, null, null), null, null, Changed.NO);

    private final Moments moments;
    private final @Nullable DeploymentId deployment;
    private final @Nullable ServiceSnapshot lastSeen;
    private final Changed changed;

    /** When what happened; null for what hasn't. */
    public record Moments(
            @Nullable Instant beganAt,
            @Nullable Instant sentAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant drainedAt,
            @Nullable Instant verifiedAt,
            @Nullable Instant endedAt) {
        private Moments endingAt(Instant end) {
            return new Moments(beganAt, sentAt, mitigatedAt, drainedAt, verifiedAt, end);
        }
    }

    private Progress(
            Moments moments, @Nullable DeploymentId deployment, @Nullable ServiceSnapshot lastSeen, Changed changed) {
        this.moments = moments;
        this.deployment = deployment;
        this.lastSeen = lastSeen;
        this.changed = changed;
    }

    /** Returns the progress of a rollback that never began. */
    public static Progress none() {
        return NONE;
    }

    /**
     * Returns what happened at {@code moments}.
     *
     * @param deployment the one that our write created, or that is followed; null while there is none
     * @param lastSeen the service; null before it was seen
     */
    public static Progress of(
            Moments moments, @Nullable DeploymentId deployment, @Nullable ServiceSnapshot lastSeen, Changed changed) {
        return new Progress(moments, deployment, lastSeen, changed);
    }

    /** Returns this progress with the instant at which nothing more will come of it. */
    public Progress endingAt(Instant end) {
        return new Progress(moments.endingAt(end), deployment, lastSeen, changed);
    }

    /** Returns this progress as it has to be told while a write's answer is outstanding: what it changed is unknown. */
    public Progress awaitingAnswer() {
        return new Progress(moments, deployment, lastSeen, Changed.UNKNOWN);
    }

    public Optional<Instant> beganAt() {
        return Optional.ofNullable(moments.beganAt);
    }

    /** Returns when the write that took effect was sent; empty where nothing was written. */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(moments.sentAt);
    }

    /** Returns when the target last began to serve alone. */
    public Optional<Instant> mitigatedAt() {
        return Optional.ofNullable(moments.mitigatedAt);
    }

    public Optional<Instant> drainedAt() {
        return Optional.ofNullable(moments.drainedAt);
    }

    public Optional<Instant> verifiedAt() {
        return Optional.ofNullable(moments.verifiedAt);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(moments.endedAt);
    }

    /** Returns the deployment that our write created, or that is followed. */
    public Optional<DeploymentId> deployment() {
        return Optional.ofNullable(deployment);
    }

    /** Returns the service as it was last seen. */
    public Optional<ServiceSnapshot> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    public Changed changed() {
        return changed;
    }
}
