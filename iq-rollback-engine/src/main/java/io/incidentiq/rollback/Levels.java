package io.incidentiq.rollback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the metric shows without and with the fault, in its own unit. Null where it isn't known.
 *
 * @param usual the level of the baseline: how the service does on the target
 * @param percentile95 what 95 % of the baseline are not worse than
 * @param fault the level of the incident, as far as it was known when planning
 * @param latest the newest whole period, if it is no older than three
 * @param onset where the last run of successive periods worse than the baseline's 95th percentile began, after the target last served
 */
public record Levels(
        @Nullable Double usual,
        @Nullable Double percentile95,
        @Nullable Double fault,
        @Nullable Double latest,
        @Nullable Instant onset) {}
