package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.port.ServiceRevision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision that might replace the suspect.
 *
 * @param succeededAt when its deployment ended well; null for weak evidence
 * @param servedUntil when the next deployment began; null for weak evidence
 */
public record Candidate(
        ServiceRevision revision,
        @Nullable Instant succeededAt,
        @Nullable Instant servedUntil) {
    /** Returns whether only a registration, not a success, speaks for it. */
    public boolean weak() {
        return succeededAt == null;
    }
}
