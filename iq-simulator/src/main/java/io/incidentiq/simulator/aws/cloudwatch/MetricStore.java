package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.metric.TargetGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbers by metric: those that clients put, and for metrics that nobody put the platform's own. */
final class MetricStore {
    private static final int MOST_PER_METRIC = 100_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

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
    record Question(Statistics statistic, @Nullable String unit, Duration period, Window window) {
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
        var points = new ArrayList<MetricPoint>();
        MetricQuery query = query(metric, asked.period);
        if (asked.takes(platform.unit(query).orElse(MetricUnit.NONE))) {
            platform.values(query, from, asked.window.to())
                    .forEach((start, values) -> points.add(new MetricPoint(start, asked.statistic.of(values))));
        }
        return points;
    }

    /** The platform's values are asked for, whatever is made of them. To CloudWatch, a star is a value like others, and nothing has it. */
    private static MetricQuery query(MetricKey metric, Duration period) {
        boolean star = metric.dimensions().containsValue(MetricQuery.ANY);
        return new MetricQuery(
                metric.namespace(), metric.name(), star ? Map.of() : metric.dimensions(), Statistic.AVERAGE, period);
    }

    /** Returns the unit in which {@code metric} was put first, or in which the platform shows it. */
    String unit(SimulatedPlatform platform, MetricKey metric) {
        List<Sample> samples = put.get(metric);
        return samples == null
                ? platform.unit(query(metric, MINUTE)).orElse(MetricUnit.NONE)
                : samples.get(0).unit();
    }

    /** Returns the metrics that a search finds: those that somebody put, and those of the platform's target groups. */
    List<MetricKey> find(SimulatedPlatform platform, Search search) {
        Stream<MetricKey> ofPlatform = platform.targetGroups().stream()
                .flatMap(group -> TargetGroup.METRICS.stream()
                        .map(name -> new MetricKey(TargetGroup.NAMESPACE, name, group.dimensions())));
        return Stream.concat(put.keySet().stream(), ofPlatform)
                .filter(search::finds)
                .sorted(Comparator.comparing(MetricKey::toString))
                .toList();
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
        var points = new ArrayList<MetricPoint>();
        periods.forEach((start, inPeriod) ->
                asked.statistic.of(inPeriod).ifPresent(value -> points.add(new MetricPoint(start, value))));
        return points;
    }

    private static Instant floor(Instant instant, Duration period) {
        long length = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), length) * length);
    }
}
