package io.incidentiq.simulator.alarm;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What CloudWatch sends when an alarm goes off, as maps and lists. The shapes are those of its public documentation. */
public record AlarmPayload(Sender sender, AlarmRule rule, AlarmRule.GoneOff goneOff) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final Map<String, String> REGIONS = Map.of(
            "us-east-1", "US East (N. Virginia)",
            "us-west-2", "US West (Oregon)",
            "eu-west-1", "EU (Ireland)",
            "eu-central-1", "EU (Frankfurt)");

    /** Whose alarm it is. {@code metricAccount} differs where {@code account} only monitors. */
    public record Sender(String name, String region, String account, String metricAccount, boolean muted) {
        private String arn() {
            return "arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(region, account, name);
        }
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return object;
    }

    public Map<String, Object> sns() {
        return object(
                "AlarmName", sender.name,
                "AlarmDescription", "a drill",
                "AWSAccountId", sender.account,
                "AlarmConfigurationUpdatedTimestamp", TIME.format(Instant.EPOCH),
                "NewStateValue", "ALARM",
                "NewStateReason", rule.reason(goneOff),
                "StateChangeTime", TIME.format(goneOff.at()),
                "Region", REGIONS.getOrDefault(sender.region, sender.region),
                "AlarmArn", sender.arn(),
                "OldStateValue", "OK",
                "OKActions", List.of(),
                "AlarmActions", List.of("arn:aws:sns:%s:%s:incidents".formatted(sender.region, sender.account)),
                "InsufficientDataActions", List.of(),
                "Trigger", trigger());
    }

    private Map<String, Object> trigger() {
        MetricQuery watched = rule.watched();
        boolean monitored = !sender.metricAccount.equals(sender.account);
        Map<String, Object> trigger = monitored
                ? object("Metrics", List.of(monitored(watched)))
                : object(
                        "MetricName", watched.name(),
                        "Namespace", watched.namespace(),
                        "StatisticType", "Statistic",
                        "Statistic", watched.statistic().name(),
                        "Dimensions", dimensions(watched));
        trigger.putAll(object(
                "Period", watched.period().toSeconds(),
                "EvaluationPeriods", rule.of(),
                "DatapointsToAlarm", rule.datapoints(),
                "ComparisonOperator", rule.threshold().operator(),
                "Threshold", rule.threshold().value(),
                "TreatMissingData", "missing",
                "EvaluateLowSampleCountPercentile", ""));
        return trigger;
    }

    private Map<String, Object> monitored(MetricQuery watched) {
        return object(
                "AccountId",
                sender.metricAccount,
                "Id",
                "m1",
                "MetricStat",
                object(
                        "Metric",
                        object(
                                "Dimensions",
                                dimensions(watched),
                                "MetricName",
                                watched.name(),
                                "Namespace",
                                watched.namespace()),
                        "Period",
                        watched.period().toSeconds(),
                        "Stat",
                        statistic(watched)),
                "ReturnData",
                true);
    }

    private static List<Map<String, Object>> dimensions(MetricQuery watched) {
        var dimensions = new ArrayList<Map<String, Object>>();
        new TreeMap<>(watched.dimensions())
                .forEach((name, value) -> dimensions.add(object("value", value, "name", name)));
        return dimensions;
    }

    private static String statistic(MetricQuery watched) {
        String name = watched.statistic().name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    public Map<String, Object> event() {
        return object(
                "version",
                "0",
                "id",
                UUID.nameUUIDFromBytes((sender.arn() + goneOff.at()).getBytes(StandardCharsets.UTF_8)),
                "detail-type",
                "CloudWatch Alarm State Change",
                "source",
                "aws.cloudwatch",
                "account",
                sender.account,
                "time",
                SECOND.format(goneOff.at()),
                "region",
                sender.region,
                "resources",
                List.of(sender.arn()),
                "detail",
                detail());
    }

    private Map<String, Object> detail() {
        Map<String, Object> detail = object(
                "alarmName", sender.name,
                "state",
                        object(
                                "value", "ALARM",
                                "reason", rule.reason(goneOff),
                                "reasonData", JsonText.of(reasonData()),
                                "timestamp", TIME.format(goneOff.at())),
                "previousState", object("value", "OK", "reason", "Unchecked: Initial alarm creation"),
                "configuration", object("description", "a drill", "metrics", List.of(metric())));
        if (sender.muted) {
            detail.put("muteDetail", mute());
        }
        return detail;
    }

    private Map<String, Object> mute() {
        return object(
                "mutedByArn",
                "arn:aws:cloudwatch:%s:%s:alarm-mute-rule:drill".formatted(sender.region, sender.account),
                "muteWindowStart",
                TIME.format(goneOff.at().minusSeconds(3600)),
                "muteWindowEnd",
                TIME.format(goneOff.at().plusSeconds(3600)));
    }

    private Map<String, Object> reasonData() {
        List<MetricPoint> newestFirst = goneOff.evaluated();
        MetricPoint oldest = newestFirst.get(newestFirst.size() - 1);
        var recent = new ArrayList<Double>();
        newestFirst.forEach(point -> recent.add(0, point.value()));
        return object(
                "version", "1.0",
                "queryDate", TIME.format(goneOff.at()),
                "startDate", TIME.format(oldest.start()),
                "statistic", statistic(rule.watched()),
                "period", rule.watched().period().toSeconds(),
                "recentDatapoints", recent,
                "threshold", rule.threshold().value(),
                "evaluatedDatapoints",
                        newestFirst.stream()
                                .map(point -> object(
                                        "timestamp",
                                        TIME.format(point.start()),
                                        "sampleCount",
                                        1.0,
                                        "value",
                                        point.value()))
                                .toList());
    }

    private Map<String, Object> metric() {
        MetricQuery watched = rule.watched();
        Map<String, Object> metric = object(
                "id",
                "m1",
                "metricStat",
                object(
                        "metric",
                        object(
                                "namespace",
                                watched.namespace(),
                                "name",
                                watched.name(),
                                "dimensions",
                                new TreeMap<>(watched.dimensions())),
                        "period",
                        watched.period().toSeconds(),
                        "stat",
                        statistic(watched)),
                "returnData",
                true);
        if (!sender.metricAccount.equals(sender.account)) {
            metric.put("accountId", sender.metricAccount);
        }
        return metric;
    }
}
