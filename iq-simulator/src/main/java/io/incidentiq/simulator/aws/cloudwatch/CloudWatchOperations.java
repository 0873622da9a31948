package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.simulator.aws.operation.Call;
import io.incidentiq.simulator.aws.operation.Faults;
import io.incidentiq.simulator.aws.operation.Operation;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CloudWatch: numbers in, numbers out. There are no alarms. */
public final class CloudWatchOperations {
    private static final int MOST_STATISTICS_POINTS = 1440;

    private static final String PLAIN = "Statistics";
    private static final String EXTENDED = "ExtendedStatistics";

    private final MetricStore store;
    private final MetricData data;

    public CloudWatchOperations(Faults faults) {
        this.store = new MetricStore();
        this.data = new MetricData(store, faults);
    }

    public Map<String, Operation> all() {
        return Map.of(
                "GetMetricData",
                        Operation.read(
                                data::answer,
                                "MetricDataQueries.Id",
                                "MetricDataQueries.Label",
                                "MetricDataQueries.ReturnData",
                                "MetricDataQueries.AccountId",
                                "MetricDataQueries.Expression",
                                "MetricDataQueries.Period",
                                "MetricDataQueries.MetricStat.Metric.Namespace",
                                "MetricDataQueries.MetricStat.Metric.MetricName",
                                "MetricDataQueries.MetricStat.Metric.Dimensions.Name",
                                "MetricDataQueries.MetricStat.Metric.Dimensions.Value",
                                "MetricDataQueries.MetricStat.Period",
                                "MetricDataQueries.MetricStat.Stat",
                                "MetricDataQueries.MetricStat.Unit",
                                "StartTime",
                                "EndTime",
                                "ScanBy",
                                "MaxDatapoints",
                                "NextToken"),
                "GetMetricStatistics",
                        Operation.read(
                                this::getMetricStatistics,
                                "Namespace",
                                "MetricName",
                                "Dimensions.Name",
                                "Dimensions.Value",
                                "StartTime",
                                "EndTime",
                                "Period",
                                "Statistics",
                                "ExtendedStatistics",
                                "Unit"),
                "PutMetricData",
                        Operation.write(
                                this::putMetricData,
                                "Namespace",
                                "MetricData.MetricName",
                                "MetricData.Dimensions.Name",
                                "MetricData.Dimensions.Value",
                                "MetricData.Timestamp",
                                "MetricData.Value",
                                "MetricData.Values",
                                "MetricData.Counts",
                                "MetricData.StatisticValues.SampleCount",
                                "MetricData.StatisticValues.Sum",
                                "MetricData.StatisticValues.Minimum",
                                "MetricData.StatisticValues.Maximum",
                                "MetricData.Unit",
                                "MetricData.StorageResolution"),
                "DescribeAlarms",
                        Operation.read(
                                this::describeAlarms,
                                "AlarmNames",
                                "AlarmNamePrefix",
                                "AlarmTypes",
                                "StateValue",
                                "ActionPrefix",
                                "MaxRecords",
                                "NextToken"));
    }

    private Tree getMetricStatistics(Call call) {
        Body body = call.body();
        MetricKey metric = MetricKey.of(body);
        call.concerns(metric.dimensions().getOrDefault("Service", ""));
        MetricStore.Window window = MetricRequest.window(body);
        Duration period = MetricRequest.period(body, window);
        List<Statistics> statistics = statistics(body);
        if (Duration.between(window.from(), window.to()).dividedBy(period) > MOST_STATISTICS_POINTS) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "You have requested more datapoints than the limit of %d.".formatted(MOST_STATISTICS_POINTS));
        }
        String unit = MetricUnit.of(body).orElseGet(() -> store.unit(call.platform(), metric));
        var byStart = new TreeMap<Instant, Tree>();
        for (Statistics statistic : statistics) {
            var asked = new MetricStore.Question(statistic, MetricUnit.of(body).orElse(null), period, window);
            for (MetricPoint point : store.read(call.platform(), metric, asked)) {
                Tree datapoint = byStart.computeIfAbsent(
                        point.start(), start -> Tree.of("Timestamp", start).with("Unit", unit));
                add(datapoint, statistic, point.value());
            }
        }
        return Tree.of("Label", metric.name()).with("Datapoints", List.copyOf(byStart.values()));
    }

    private static void add(Tree datapoint, Statistics statistic, double value) {
        if (statistic.percentile()) {
            Object others = datapoint.members().getOrDefault(EXTENDED, new Tree());
            datapoint.with(EXTENDED, ((Tree) others).with(statistic.word(), value));
        } else {
            datapoint.with(statistic.word(), value);
        }
    }

    private static List<Statistics> statistics(Body body) {
        boolean plain = !body.texts(PLAIN).isEmpty();
        List<String> names = body.texts(plain ? PLAIN : EXTENDED);
        if (names.isEmpty()) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "At least one of the parameters Statistics and ExtendedStatistics must be specified.");
        }
        if (plain && !body.texts(EXTENDED).isEmpty()) {
            throw AwsError.of(
                    "InvalidParameterCombinationException",
                    "The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.");
        }
        List<Statistics> statistics = names.stream().map(Statistics::named).toList();
        statistics.stream().filter(s -> s.percentile() == plain).findFirst().ifPresent(misplaced -> {
            throw AwsError.of(
                    "InvalidParameterValueException",
                    "The value %s for parameter %s is not supported here."
                            .formatted(misplaced.word(), plain ? PLAIN : EXTENDED));
        });
        return statistics;
    }

    private Tree putMetricData(Call call) {
        String namespace = MetricKey.required(call.body(), "Namespace");
        var values = new ArrayList<Runnable>();
        List<Body> data = call.body().bodies("MetricData");
        for (Body datum : data) {
            var metric = new MetricKey(namespace, MetricKey.required(datum, "MetricName"), MetricKey.dimensions(datum));
            new MetricDatum(datum, data.indexOf(datum) + 1)
                    .samples(call.view().now())
                    .forEach(sample -> values.add(() -> store.put(metric, sample)));
        }
        if (values.isEmpty()) {
            throw MetricKey.missing("MetricData");
        }
        values.forEach(Runnable::run);
        call.did("put %d values".formatted(values.size()));
        return new Tree();
    }

    private Tree describeAlarms(Call call) {
        if (!call.body().textOr("NextToken", "").isEmpty()) {
            throw AwsError.of("InvalidNextToken", "The next token specified is invalid.");
        }
        return Tree.of("MetricAlarms", List.of()).with("CompositeAlarms", List.of());
    }
}
