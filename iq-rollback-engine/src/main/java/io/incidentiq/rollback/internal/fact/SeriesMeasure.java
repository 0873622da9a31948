package io.incidentiq.rollback.internal.fact;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One series, as its source gives it.
 *
 * @param query what is read
 * @param whole what all of a share is, 1 or 100, where the events behind it are known; null where they aren't
 * @param ofGood whether it is the share of what went well, as of a success rate
 */
public record SeriesMeasure(MetricQuery query, @Nullable Integer whole, boolean ofGood) implements Measure {
    /** How many periods with errors show that each sample is a request. */
    private static final int EVIDENT = Defaults.EVIDENT_PERIODS.count();

    /** Rounding of the source. */
    private static final double NEARLY = 1e-6;

    public SeriesMeasure(MetricQuery query) {
        this(query, null, false);
    }

    /**
     * Returns the same measure, knowing whether its samples are requests: they are if the share times the samples is a whole number in 20
     * periods with errors, and in all others ({@code docs/judgement.md}, what the metric can say). A source's own counts need no such proof.
     */
    public SeriesMeasure in(Facts facts, Direction worse) {
        boolean good = worse == Direction.LOWER_IS_WORSE;
        Collection<MetricPoint> points = facts.series(query).all();
        if (!points.isEmpty() && points.stream().allMatch(p -> p.counts() != null)) {
            return new SeriesMeasure(query, wholeOf(points, good), good);
        }
        for (int all : List.of(100, 1)) {
            if (query.statistic().equals(Statistic.AVERAGE) && areRequests(points, all, good)) {
                return new SeriesMeasure(query, all, good);
            }
        }
        return this;
    }

    /** A percentage and a share of the same events are a hundred times apart. */
    private static int wholeOf(Collection<MetricPoint> points, boolean good) {
        double values = 0;
        double shares = 0;
        for (MetricPoint point : points) {
            Counts counts = Objects.requireNonNull(point.counts());
            if (counts.total() > 0) {
                values += point.value();
                shares += good ? 1 - counts.share() : counts.share();
            }
        }
        return values > 10 * shares ? 100 : 1;
    }

    private static boolean areRequests(Collection<MetricPoint> points, int all, boolean good) {
        int withErrors = 0;
        for (MetricPoint point : points) {
            Double samples = point.samples();
            if (samples == null || point.value() < 0 || point.value() > all) {
                return false;
            }
            double bad = bad(point.value(), all, good) * samples;
            if (Math.abs(bad - Math.rint(bad)) > NEARLY * Math.max(1, samples)) {
                return false;
            }
            withErrors += bad >= 1 - NEARLY && samples > 1 ? 1 : 0;
        }
        return withErrors >= EVIDENT;
    }

    /** Returns the bad part of what {@code value} says, 0 to 1. */
    private static double bad(double value, int all, boolean good) {
        return good ? (all - value) / all : value / all;
    }

    @Override
    public OptionalDouble unit() {
        return whole == null ? OptionalDouble.empty() : OptionalDouble.of(whole);
    }

    @Override
    public Set<MetricQuery> series() {
        return Set.of(query);
    }

    @Override
    public Duration period() {
        return query.period();
    }

    @Override
    public List<MetricPoint> wholePeriods(Facts facts, Instant from, Instant to) {
        List<MetricPoint> points = facts.series(query).wholePeriods(query.period(), from, to);
        Integer all = whole;
        return all == null ? points : points.stream().map(p -> counted(p, all)).toList();
    }

    private MetricPoint counted(MetricPoint point, int all) {
        Double samples = point.samples();
        return samples == null || point.counts() != null || point.value() < 0 || point.value() > all
                ? point
                : point.withCounts(new Counts(bad(point.value(), all, ofGood) * samples, samples));
    }

    @Override
    public String toString() {
        return query.toString();
    }
}
