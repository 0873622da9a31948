package io.incidentiq.rollback.internal.fact;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What tells sick from well: a series of numbers, or the part of counted requests that failed. */
public sealed interface Measure permits SeriesMeasure, FailedShare {
    /** Returns the series that must be read for it. */
    Set<MetricQuery> series();

    Duration period();

    /** Returns what all of a share is, 1 or 100; empty where the events behind a value aren't known. */
    OptionalDouble unit();

    /** Returns its points of the periods that lie wholly in {@code [from, to]}, oldest first, as far as {@code facts} know them. */
    List<MetricPoint> wholePeriods(Facts facts, Instant from, Instant to);

    /** Returns the same without what a late point may still change: what proves a recovery. */
    default List<MetricPoint> finalPeriods(Facts facts, Instant from, Instant to) {
        return wholePeriods(facts, from, to);
    }

    /** Returns how many of the periods that lie wholly in {@code [from, to]} have no value yet, but may still get one. */
    default int pending(Facts facts, Instant from, Instant to) {
        return 0;
    }

    /** Returns the query for what it needs of {@code [from, to)}. */
    default Query.Metric read(Instant from, Instant to) {
        return new Query.Metric(series(), from, to);
    }

    /** Returns the start of the oldest point; empty where none is known. */
    default Optional<Instant> oldest(Facts facts) {
        return series().stream().flatMap(s -> facts.series(s).oldest().stream()).min(Comparator.naturalOrder());
    }

    /** Returns whether it was read, if with nothing. */
    default boolean wasRead(Facts facts) {
        return series().stream().allMatch(s -> facts.series(s).wasRead());
    }
}
