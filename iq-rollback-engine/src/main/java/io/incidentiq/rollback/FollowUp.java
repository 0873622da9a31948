package io.incidentiq.rollback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that belongs to the rollback but comes after it.
 *
 * @param dueAt null where there is no deadline
 */
public record FollowUp(String text, Status status, @Nullable Instant dueAt) {
    /** Whether it is done. */
    public enum Status {
        DONE,
        OPEN
    }
}
