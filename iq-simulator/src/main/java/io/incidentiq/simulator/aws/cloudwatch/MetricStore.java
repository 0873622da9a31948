package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.face.SimulatedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Numbers by metric: those that clients put, and for metrics that nobody put the platform's own error rates. */
final class MetricStore {
    private static final int MOST_PER_METRIC = 100_000;

    private final Map<MetricKey, List<Sample>> put = new HashMap<>();

    void put(MetricKey metric, Sample sample) {
        List<Sample> samples = put.computeIfAbsent(metric, key -> new ArrayList<>());
        if (samples.size() >= MOST_PER_METRIC) {
            throw AwsError.of(
                    "LimitExceededException",
                    "The simulated CloudWatch keeps %d values of a metric.".formatted(MOST_PER_METRIC));
        }
        samples.add(sample);
    }

    /** What is asked of a metric; {@code unit} is null where any will do. */
    record Question(MetricStatistic statistic, @Nullable String unit, Duration period, Window window) {
        boolean takes(String other) {
            return unit == null || unit.equals(other);
        }
    }

    /** Returns one point per period that has data, oldest first; a period begins at a multiple of its length. */
    List<MetricPoint> read(SimulatedPlatform platform, MetricKey metric, Question asked) {
        Instant from = floor(asked.window.from(), asked.period);
        List<Sample> samples = put.get(metric);
        if (samples != null) {
            return aggregated(samples, asked, from);
        }
        var query = new MetricQuery(
                metric.namespace(), metric.name(), metric.dimensions(), asked.statistic.ofPlatform(), asked.period);
        MetricSeries series = platform.metric(query, from, asked.window.to());
        return asked.takes(MetricUnit.OF_PLATFORM) ? series.points() : List.of();
    }

    /** Returns the unit in which {@code metric} was put first, or in which the platform shows it. */
    String unit(MetricKey metric) {
        List<Sample> samples = put.get(metric);
        return samples == null ? MetricUnit.OF_PLATFORM : samples.get(0).unit();
    }

    /** A half-open span of time. */
    record Window(Instant from, Instant to) {}

    private static List<MetricPoint> aggregated(List<Sample> samples, Question asked, Instant from) {
        var periods = new TreeMap<Instant, List<Sample>>();
        for (Sample sample : samples) {
            boolean within = !sample.at().isBefore(from) && sample.at().isBefore(asked.window.to());
            if (within && asked.takes(sample.unit())) {
                periods.computeIfAbsent(floor(sample.at(), asked.period), start -> new ArrayList<>())
                        .add(sample);
            }
        }
        return periods.entrySet().stream()
                .map(entry -> new MetricPoint(entry.getKey(), asked.statistic.of(entry.getValue())))
                .toList();
    }

    private static Instant floor(Instant instant, Duration period) {
        long length = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), length) * length);
    }
}
