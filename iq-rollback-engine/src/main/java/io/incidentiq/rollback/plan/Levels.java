package io.incidentiq.rollback.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the metric shows without and with the fault, in its own unit. Null where it isn't known.
 *
 * @param baseline how the service does on the target; fewer than five periods are no baseline
 * @param incident the whole periods of the incident, as far as they were known when planning
 * @param latest the newest whole period, if it is no older than three
 * @param span from when to when the incident lasted
 * @param onset where the last run of successive periods worse than the baseline's 95th percentile began, after the target last served
 * @param visibility whether the metric shows the incident
 */
public record Levels(
        Sample baseline,
        Sample incident,
        @Nullable Double latest,
        Span span,
        @Nullable Instant onset,
        Visibility visibility) {
    /**
     * When the incident was.
     *
     * @param until when the service was seen to be rid of it; null while it lasts
     */
    public record Span(Instant from, @Nullable Instant until) {}

    /** Returns the baseline's level; null where there is none. */
    public @Nullable Double usual() {
        return baseline.usable() ? Numbers.boxed(baseline.level()) : null;
    }

    /** Returns the incident's level; null where nothing was measured of it. */
    public @Nullable Double fault() {
        return Numbers.boxed(incident.level());
    }

    /** Returns what 95 % of the baseline are not worse than; null where there is none. */
    public @Nullable Double percentile95() {
        return baseline.usable() ? Numbers.boxed(baseline.percentile95()) : null;
    }

    /** Returns whether the newest period is worse than what the baseline shows at its worst. */
    boolean bad() {
        Double limit = percentile95();
        return latest != null && limit != null && baseline.worse(latest, limit);
    }
}
