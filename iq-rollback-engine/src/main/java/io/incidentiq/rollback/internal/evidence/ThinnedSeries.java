package io.incidentiq.rollback.internal.evidence;

import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A series in at most so many points: neighbours become one. Their counts add up, and their value is the mean by requests, or the plain
 * mean where requests aren't counted.
 *
 * @param period how long a point lasts
 * @param points oldest first
 */
public record ThinnedSeries(Duration period, List<MetricPoint> points) {
    public ThinnedSeries {
        points = List.copyOf(points);
    }

    /** Returns {@code points}, oldest first, each of {@code period}, in at most {@code most}. */
    public static ThinnedSeries of(List<MetricPoint> points, Duration period, int most) {
        if (points.size() <= most) {
            return new ThinnedSeries(period, points);
        }
        Duration span = Duration.between(
                points.get(0).start(), points.get(points.size() - 1).start().plus(period));
        long periods = Math.max(1, span.dividedBy(period));
        // the first one may be a part only
        Duration longer = period.multipliedBy(Math.max(2, -Math.floorDiv(-periods, Math.max(1, most - 1))));
        return new ThinnedSeries(longer, joined(points, longer));
    }

    private static List<MetricPoint> joined(List<MetricPoint> points, Duration period) {
        var groups = new TreeMap<Instant, List<MetricPoint>>();
        for (MetricPoint point : points) {
            Instant start = InstantFormat.floor(point.start(), period);
            groups.computeIfAbsent(start, s -> new ArrayList<>()).add(point);
        }
        var joined = new ArrayList<MetricPoint>();
        groups.forEach((start, group) -> joined.add(one(start, group)));
        return joined;
    }

    private static MetricPoint one(Instant start, List<MetricPoint> group) {
        Counts all = counts(group);
        double mean = group.stream().mapToDouble(MetricPoint::value).average().orElseThrow();
        if (all == null) {
            return new MetricPoint(start, mean);
        }
        double weighted = group.stream().mapToDouble(p -> p.value() * total(p)).sum();
        return new MetricPoint(start, all.total() > 0 ? weighted / all.total() : mean).withCounts(all);
    }

    private static double total(MetricPoint point) {
        Counts counts = point.counts();
        return counts == null ? 0 : counts.total();
    }

    private static @Nullable Counts counts(List<MetricPoint> group) {
        Counts sum = Counts.NONE;
        for (MetricPoint point : group) {
            Counts counts = point.counts();
            if (counts == null) {
                return null;
            }
            sum = sum.plus(counts);
        }
        return sum;
    }
}
