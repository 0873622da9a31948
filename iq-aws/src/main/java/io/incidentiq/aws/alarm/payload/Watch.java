package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.aws.alarm.text.Words;
import io.incidentiq.rollback.Incident.Metric;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One series that an alarm watches, or computes with, in the spelling of Amazon SNS, of EventBridge or of DescribeAlarms.
 *
 * @param metric null for an expression
 * @param expression empty for a metric
 * @param query what the expression asks of Metrics Insights; null where it is another one
 * @param account whose metric it is; null where the alarm's owner is
 * @param statistic null for one that isn't known here, such as a trimmed mean
 * @param period null where none is told, or none that can be meant
 */
record Watch(
        @Nullable Metric metric,
        String expression,
        @Nullable InsightsQuery query,
        @Nullable String account,
        @Nullable Statistic statistic,
        @Nullable Duration period) {
    private static final Duration LONGEST = Duration.ofDays(8);

    /** Returns what an alarm watches: the one metric that it names beside its threshold, else its queries. */
    static List<Watch> all(Node alarm) {
        return alone(alarm)
                .map(List::of)
                .orElseGet(
                        () -> alarm.objects("Metrics").stream().map(Watch::of).toList());
    }

    private static Optional<Watch> alone(Node alarm) {
        return metric(alarm)
                .map(m -> new Watch(
                        m,
                        "",
                        null,
                        account(alarm),
                        statistic(alarm.text("Statistic", "ExtendedStatistic")),
                        period(alarm)));
    }

    /** Returns one of the queries of metric math. */
    static Watch of(Node query) {
        Node stat = query.either("MetricStat", "metricStat");
        Node named = stat.either("Metric", "metric");
        String account = Optional.ofNullable(account(query))
                .or(() -> Optional.ofNullable(account(stat)))
                .or(() -> Optional.ofNullable(account(named)))
                .orElse(null);
        String expression = query.text("Expression", "expression").orElse("");
        return new Watch(
                metric(named).orElse(null),
                expression,
                InsightsQuery.of(expression).orElse(null),
                account,
                statistic(stat.text("Stat", "stat")),
                period(stat));
    }

    private static @Nullable String account(Node node) {
        return Origin.account(node.text("AccountId", "accountId").stream().toList());
    }

    private static @Nullable Statistic statistic(Optional<String> name) {
        return name.flatMap(Statistic::named).orElse(null);
    }

    private static @Nullable Duration period(Node node) {
        return node.number("Period")
                .or(() -> node.number("period"))
                .filter(n -> n >= 1 && n <= LONGEST.toSeconds() && n == Math.rint(n))
                .map(n -> Duration.ofSeconds(n.longValue()))
                .orElse(null);
    }

    private static Optional<Metric> metric(Node node) {
        Optional<String> namespace = node.text("Namespace", "namespace");
        Optional<String> name = node.text("MetricName", "name");
        return namespace.flatMap(
                space -> name.map(word -> new Metric(Words.plain(space), Words.plain(word), dimensions(node))));
    }

    private static Map<String, String> dimensions(Node metric) {
        var all = new LinkedHashMap<String, String>();
        for (Node dimension : metric.objects("Dimensions")) {
            Optional<String> value = dimension.text("value", "Value");
            dimension.text("name", "Name").ifPresent(name -> value.ifPresent(v -> add(all, name, v)));
        }
        metric.object("dimensions").texts().forEach((name, value) -> add(all, name, value));
        return all;
    }

    private static void add(Map<String, String> all, String name, String value) {
        String before = all.putIfAbsent(Words.plain(name), Words.plain(value));
        if (before != null && !before.equals(Words.plain(value))) {
            throw NotAnAlarm.found("a metric with two values of its dimension " + Words.quoted(name));
        }
    }
}
