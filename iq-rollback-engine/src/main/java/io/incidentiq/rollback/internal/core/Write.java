package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the platform: to deploy {@code revision}, or, where {@code stop} is there, to stop that deployment.
 *
 * @param known every deployment last read: whatever appears later and fits is ours
 * @param attempt counts from 1
 */
public record Write(
        ServiceId service, RevisionId revision, @Nullable DeploymentId stop, Set<DeploymentId> known, int attempt) {
    public Write {
        known = Set.copyOf(known);
    }
}
