package io.incidentiq.rollback.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of one period, and what it is made of where the source knows that. A source that knows values only makes points by {@link
 * #MetricPoint(Instant, double)}.
 *
 * @param start when the period begins
 * @param samples how many published values the statistic was taken of; null if unknown
 * @param counts the events behind a share; null if unknown
 */
public record MetricPoint(
        Instant start,
        double value,
        @Nullable Double samples,
        @Nullable Counts counts) {
    /** A bare value: nothing is known of what it is made of. */
    public MetricPoint(Instant start, double value) {
        this(start, value, null, null);
    }

    /** Returns a point whose value is the bad part of all, 0 to 1. */
    public static MetricPoint of(Instant start, Counts counts) {
        return new MetricPoint(start, counts.share(), null, counts);
    }

    /** Returns a copy whose value was taken of so many published values. */
    public MetricPoint withSamples(double published) {
        return new MetricPoint(start, value, published, counts);
    }

    /** Returns a copy with the events behind its value, which may be a share, a percentage, or the share of what went well. */
    public MetricPoint withCounts(Counts events) {
        return new MetricPoint(start, value, samples, events);
    }
}
