package io.incidentiq.rollback.internal.history;

import io.incidentiq.rollback.port.RevisionId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a rollback takes back: every revision deployed after the target last began to serve, up to what runs now.
 *
 * @param complete false if something was deployed that the platform no longer knows, so that nothing can be proven of all of it
 */
public record RevertedReleases(Set<RevisionId> revisions, boolean complete) {
    public static final RevertedReleases NOTHING = new RevertedReleases(Set.of(), true);

    public RevertedReleases {
        revisions = Collections.unmodifiableSet(new LinkedHashSet<>(revisions));
    }
}
