package io.incidentiq.rollback.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the metric shows without and with the fault, in its own unit. Null where it isn't known.
 *
 * @param median of the target's own record
 * @param percentile95 of the same
 * @param incident mean of the whole periods since {@code incidentFrom}
 * @param latest the newest whole period, if it is no older than three
 * @param onset where the last run of successive periods above {@code percentile95} began, after the target last served
 */
public record Levels(
        @Nullable Double median,
        @Nullable Double percentile95,
        @Nullable Double incident,
        @Nullable Double latest,
        Instant incidentFrom,
        @Nullable Instant onset) {
    /** Returns whether the newest period lies above what the target's own record shows at its worst. */
    boolean up() {
        return latest != null && percentile95 != null && latest > percentile95;
    }
}
