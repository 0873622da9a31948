package io.incidentiq.simulator.aws;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CloudWatch: numbers in, numbers out. There are no alarms. */
final class CloudWatchOperations {
    private static final int MOST_STATISTICS_POINTS = 1440;

    private final MetricStore store;
    private final MetricData data;

    CloudWatchOperations(Faults faults) {
        this.store = new MetricStore();
        this.data = new MetricData(store, faults);
    }

    Map<String, Operation> all() {
        return Map.of(
                "GetMetricData", Operation.read(data::answer),
                "GetMetricStatistics", Operation.read(this::getMetricStatistics),
                "PutMetricData", Operation.write(this::putMetricData),
                "DescribeAlarms", Operation.read(this::describeAlarms));
    }

    private Tree getMetricStatistics(Call call) {
        Body body = call.body();
        MetricKey metric = MetricKey.of(body);
        call.concerns(metric.dimensions().getOrDefault("Service", ""));
        MetricStore.Window window = MetricRequest.window(body);
        Duration period = MetricRequest.period(body, window);
        List<String> statistics = body.texts("Statistics");
        if (statistics.isEmpty()) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "At least one of the parameters Statistics and ExtendedStatistics must be specified.");
        }
        if (Duration.between(window.from(), window.to()).dividedBy(period) > MOST_STATISTICS_POINTS) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "You have requested more datapoints than the limit of %d.".formatted(MOST_STATISTICS_POINTS));
        }
        var byStart = new TreeMap<Instant, Tree>();
        for (String name : statistics) {
            Statistic statistic = MetricRequest.statistic(name);
            for (MetricPoint point : store.read(call.platform(), metric, statistic, period, window)) {
                byStart.computeIfAbsent(
                                point.start(),
                                start -> Tree.of("Timestamp", start).with("Unit", "Percent"))
                        .with(MetricRequest.word(statistic), point.value());
            }
        }
        return Tree.of("Label", metric.name()).with("Datapoints", List.copyOf(byStart.values()));
    }

    private Tree putMetricData(Call call) {
        String namespace = MetricKey.required(call.body(), "Namespace");
        var values = new ArrayList<Runnable>();
        for (Body datum : call.body().bodies("MetricData")) {
            var metric = new MetricKey(namespace, MetricKey.required(datum, "MetricName"), MetricKey.dimensions(datum));
            Instant at = datum.instant("Timestamp").orElse(call.view().now());
            numbers(datum).forEach(value -> values.add(() -> store.put(metric, at, value)));
        }
        if (values.isEmpty()) {
            throw MetricKey.missing("MetricData");
        }
        values.forEach(Runnable::run);
        call.did("put %d values".formatted(values.size()));
        return new Tree();
    }

    private static List<Double> numbers(Body datum) {
        var numbers = new ArrayList<Double>();
        datum.number("Value").ifPresent(value -> numbers.add(value.doubleValue()));
        for (Object value : datum.list("Values")) {
            if (!(value instanceof Number number)) {
                throw AwsError.serialization("Values must be numbers");
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    private Tree describeAlarms(Call call) {
        return Tree.of("MetricAlarms", List.of()).with("CompositeAlarms", List.of());
    }
}
