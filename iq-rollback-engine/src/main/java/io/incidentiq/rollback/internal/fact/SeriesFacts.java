package io.incidentiq.rollback.internal.fact;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is known of one series so far: the newest value of each period, and when it was read. Filled by one thread, then only read. */
public final class SeriesFacts {
    /** Nothing is known. */
    static final SeriesFacts NONE = new SeriesFacts();

    private static final Duration MISSING_AFTER = Defaults.MISSING_AFTER.duration();
    private static final int READS = Defaults.MISSING_READS.count();

    private final TreeMap<Instant, MetricPoint> points = new TreeMap<>();
    private final Deque<Read> newest = new ArrayDeque<>();
    private boolean holdsNoNumbers;

    private record Read(Instant at, Instant from) {
        boolean misses(Instant end) {
            return !from.isAfter(end) && !at.isBefore(end.plus(MISSING_AFTER));
        }
    }

    SeriesFacts() {}

    /** What is no number counts as missing. */
    void learn(Instant at, Query.Metric query, MetricSeries series) {
        newest.addLast(new Read(at, query.from()));
        if (newest.size() > READS) {
            newest.removeFirst();
        }
        for (MetricPoint point : series.points()) {
            if (Double.isFinite(point.value())) {
                points.put(point.start(), plausible(point));
            } else {
                holdsNoNumbers = true;
            }
        }
    }

    /** Samples that nobody can have taken are unknown. */
    private static MetricPoint plausible(MetricPoint point) {
        Double samples = point.samples();
        boolean known = samples == null || (Double.isFinite(samples) && samples >= 0);
        return known ? point : new MetricPoint(point.start(), point.value(), null, point.counts());
    }

    /** Returns the points of the periods that start in {@code [from, to)}, oldest first. */
    public List<MetricPoint> between(Instant from, Instant to) {
        return from.isBefore(to)
                ? List.copyOf(points.subMap(from, true, to, false).values())
                : List.of();
    }

    /** Returns the points of the periods of {@code length} that lie wholly in {@code [from, to]}, oldest first. */
    public List<MetricPoint> wholePeriods(Duration length, Instant from, Instant to) {
        return between(from, to.minus(length).plusNanos(1));
    }

    Collection<MetricPoint> all() {
        return points.values();
    }

    @Nullable
    MetricPoint at(Instant start) {
        return points.get(start);
    }

    /**
     * Returns whether a period that ended at {@code end} has no point for good: it was missing three minutes after its end or later, in two
     * reads where there were as many. The engine judges now and recovery by periods of which it reads the newest again.
     */
    boolean isMissing(Instant end) {
        return wasRead() && newest.stream().allMatch(r -> r.misses(end));
    }

    /** Returns whether it was answered, if only with nothing. */
    public boolean wasRead() {
        return !newest.isEmpty();
    }

    /** Returns the start of the oldest point; empty where none is known. */
    public Optional<Instant> oldest() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.firstKey());
    }

    /** Returns whether there were points without a finite value. */
    public boolean holdsNoNumbers() {
        return holdsNoNumbers;
    }
}
