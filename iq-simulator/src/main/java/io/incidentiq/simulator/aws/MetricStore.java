package io.incidentiq.simulator.aws;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.SimulatedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers by metric: those that clients put, and for metrics that nobody put the platform's own error rates. */
final class MetricStore {
    private static final int MOST_PER_METRIC = 100_000;

    private final Map<MetricKey, List<MetricPoint>> put = new HashMap<>();

    void put(MetricKey metric, Instant at, double value) {
        List<MetricPoint> points = put.computeIfAbsent(metric, key -> new ArrayList<>());
        if (points.size() >= MOST_PER_METRIC) {
            throw AwsError.of(
                    "LimitExceededException",
                    "The simulated CloudWatch keeps %d values of a metric.".formatted(MOST_PER_METRIC));
        }
        if (!Double.isFinite(value)) {
            throw AwsError.of(
                    "InvalidParameterValueException",
                    "The value %s for parameter MetricData.member.1.Value is invalid.".formatted(value));
        }
        points.add(new MetricPoint(at, value));
    }

    /** Returns one point per period that has data, oldest first; a period begins at a multiple of its length. */
    List<MetricPoint> read(
            SimulatedPlatform platform, MetricKey metric, Statistic statistic, Duration period, Window window) {
        Instant from = floor(window.from(), period);
        List<MetricPoint> points = put.get(metric);
        if (points != null) {
            return aggregated(points, statistic, period, new Window(from, window.to()));
        }
        var query = new MetricQuery(metric.namespace(), metric.name(), metric.dimensions(), statistic, period);
        MetricSeries series = platform.metric(query, from, window.to());
        return series.points();
    }

    /** A half-open span of time. */
    record Window(Instant from, Instant to) {}

    private static List<MetricPoint> aggregated(
            List<MetricPoint> points, Statistic statistic, Duration period, Window window) {
        var periods = new TreeMap<Instant, DoubleSummaryStatistics>();
        for (MetricPoint point : points) {
            if (!point.start().isBefore(window.from()) && point.start().isBefore(window.to())) {
                periods.computeIfAbsent(floor(point.start(), period), start -> new DoubleSummaryStatistics())
                        .accept(point.value());
            }
        }
        return periods.entrySet().stream()
                .map(entry -> new MetricPoint(entry.getKey(), value(entry.getValue(), statistic)))
                .toList();
    }

    private static double value(DoubleSummaryStatistics numbers, Statistic statistic) {
        return switch (statistic) {
            case AVERAGE -> numbers.getAverage();
            case SUM -> numbers.getSum();
            case MINIMUM -> numbers.getMin();
            case MAXIMUM -> numbers.getMax();
        };
    }

    private static Instant floor(Instant instant, Duration period) {
        long length = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), length) * length);
    }
}
