package io.incidentiq.rollback;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The release to undo.
 *
 * @param deployment its newest deployment: what is undone
 * @param revision what that started
 * @param since when its first deployment was created: what the incident is judged from
 * @param rival the release that may be meant as well, because it was deployed right after the incident's start; null where it is plain
 */
public record Suspect(
        Deployment deployment,
        ServiceRevision revision,
        Instant since,
        @Nullable RevisionId rival) {}
