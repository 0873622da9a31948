package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened so far, as the parts of the core write it down. */
final class RunProgress {
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

    Progress asOfNow() {
        var moments = new Progress.Moments(beganAt, sentAt, mitigatedAt, drainedAt, verifiedAt, endedAt);
        return Progress.of(moments, ours, lastSeen, changed);
    }
}
