package io.incidentiq.rollback.port;

import java.util.Map;
import java.util.Set;

/** Knows what a revision changed beyond its images. */
public interface ChangeInspector {
    /**
     * Looks for database migrations in each of {@code revisions}.
     *
     * @return a finding per revision; an absent one is unknown
     * @throws ProviderException if the inspector could not be asked
     */
    Map<RevisionId, MigrationFinding> migrations(ServiceId service, Set<RevisionId> revisions);

    /** Returns an inspector that knows nothing, so that people are asked. */
    static ChangeInspector unknown() {
        return (service, revisions) -> Map.of();
    }
}
