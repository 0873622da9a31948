package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Levels;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the metric shows without and with the fault, in its own unit, with the values that it rests on.
 *
 * @param baseline how the service does on the target; fewer than five periods are no baseline
 * @param incident the whole periods of the incident, as far as they were known when planning
 * @param latest the newest whole period, if it is no older than three; null without
 * @param span from when to when the incident lasted
 * @param onset where the last run of successive periods worse than the baseline's 95th percentile began, after the target last served
 * @param visibility whether the metric shows the incident
 */
public record MeasuredLevels(
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

    /** Returns what a caller sees of them. */
    public Levels levels() {
        return new Levels(usual(), percentile95(), NumberFormat.boxed(incident.level()), latest, onset);
    }

    private @Nullable Double usual() {
        return baseline.usable() ? NumberFormat.boxed(baseline.level()) : null;
    }

    private @Nullable Double percentile95() {
        return baseline.usable() ? NumberFormat.boxed(baseline.percentile95()) : null;
    }

    /** Returns whether the newest period is worse than what the baseline shows at its worst. */
    public boolean bad() {
        Double limit = percentile95();
        return latest != null && limit != null && baseline.worse(latest, limit);
    }
}
