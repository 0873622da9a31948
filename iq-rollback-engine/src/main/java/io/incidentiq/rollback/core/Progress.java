package io.incidentiq.rollback.core;

import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has happened so far, as a value that can be shown. */
public final class Progress {
    @Nullable
    Instant beganAt;

    @Nullable
    Instant sentAt;

    @Nullable
    Instant followedFrom;

    @Nullable
    Instant mitigatedAt;

    @Nullable
    Instant drainedAt;

    @Nullable
    Instant verifiedAt;

    @Nullable
    Instant endedAt;

    @Nullable
    DeploymentId ours;

    @Nullable
    ServiceSnapshot lastSeen;

    Changed changed = Changed.NO;

    Progress() {}

    /** Returns the progress of a rollback that never began. */
    public static Progress none() {
        return new Progress();
    }

    /** Returns this progress with the instant at which nothing more will come of it. */
    public Progress endingAt(Instant end) {
        var ended = copy();
        ended.endedAt = end;
        return ended;
    }

    /** Returns this progress as it has to be told while a write's answer is outstanding: what it changed is unknown. */
    public Progress awaitingAnswer() {
        var awaiting = copy();
        awaiting.changed = Changed.UNKNOWN;
        return awaiting;
    }

    Progress copy() {
        var copy = new Progress();
        copy.beganAt = beganAt;
        copy.sentAt = sentAt;
        copy.followedFrom = followedFrom;
        copy.mitigatedAt = mitigatedAt;
        copy.drainedAt = drainedAt;
        copy.verifiedAt = verifiedAt;
        copy.endedAt = endedAt;
        copy.ours = ours;
        copy.lastSeen = lastSeen;
        copy.changed = changed;
        return copy;
    }

    public Optional<Instant> beganAt() {
        return Optional.ofNullable(beganAt);
    }

    /** Returns when the write that took effect was sent; empty where nothing was written. */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(sentAt);
    }

    /** Returns when the target last began to serve alone. */
    public Optional<Instant> mitigatedAt() {
        return Optional.ofNullable(mitigatedAt);
    }

    public Optional<Instant> drainedAt() {
        return Optional.ofNullable(drainedAt);
    }

    public Optional<Instant> verifiedAt() {
        return Optional.ofNullable(verifiedAt);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** Returns the deployment that our write created, or that is followed. */
    public Optional<DeploymentId> deployment() {
        return Optional.ofNullable(ours);
    }

    /** Returns the service as it was last seen. */
    public Optional<ServiceSnapshot> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    public Changed changed() {
        return changed;
    }
}
