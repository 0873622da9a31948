package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import io.incidentiq.rollback.plan.Incident.Metric;
import io.incidentiq.rollback.plan.Incident.Part;
import io.incidentiq.rollback.port.ServiceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The metrics that an alarm watches, in the spelling of Amazon SNS or of EventBridge, and the service that they name. */
final class Metrics {
    private static final Set<String> SERVICE = Set.of("ServiceName", "Service");
    private static final String CLUSTER = "ClusterName";
    private static final Set<String> ECS = Set.of("AWS/ECS", "ECS/ContainerInsights");

    private Metrics() {}

    /** Returns the incident with those of {@code queries} that are metrics, not expressions over others. */
    static Incident all(Incident plain, List<Node> queries) {
        Incident incident = plain;
        int count = 0;
        for (Node query : queries) {
            Node stat = query.has("MetricStat") ? query.object("MetricStat") : query.object("metricStat");
            Optional<Metric> metric = one(stat.has("Metric") ? stat.object("Metric") : stat.object("metric"));
            incident = metric.isPresent() ? with(incident, metric.get()) : incident;
            count += metric.isPresent() ? 1 : 0;
        }
        return count < 2 ? incident : incident.lacking(Part.METRIC, "computed from %d metrics".formatted(count));
    }

    /** Returns the metric that {@code node} names. */
    static Optional<Metric> one(Node node) {
        Optional<String> namespace = node.text("Namespace").or(() -> node.text("namespace"));
        Optional<String> name = node.text("MetricName").or(() -> node.text("name"));
        return namespace.flatMap(
                space -> name.map(word -> new Metric(Words.plain(space), Words.plain(word), dimensions(node))));
    }

    /** Returns the incident with {@code metric}, and with the service and cluster in its dimensions. */
    static Incident with(Incident plain, Metric metric) {
        Incident incident =
                plain.withMetric(metric).lacking(Part.SERVICE, "no dimension of its metric is a service's name");
        boolean ecs = ECS.contains(metric.namespace());
        for (Map.Entry<String, String> dimension : metric.dimensions().entrySet()) {
            String value = dimension.getValue();
            if (SERVICE.contains(dimension.getKey()) && (ecs || isOurs(metric)) && isName(value)) {
                incident = incident.withService(value);
            }
            if (ecs && dimension.getKey().equals(CLUSTER) && isName(value)) {
                incident = incident.withCluster(value);
            }
        }
        return incident;
    }

    /** A service in a metric of AWS's own is one of AWS's, say AmazonEC2 in AWS/Billing. */
    private static boolean isOurs(Metric metric) {
        return !metric.namespace().startsWith("AWS/");
    }

    private static boolean isName(String value) {
        try {
            return new ServiceId("any", value).name().equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<String, String> dimensions(Node metric) {
        var all = new LinkedHashMap<String, String>();
        for (Node dimension : metric.objects("Dimensions")) {
            dimension.text("name").ifPresent(name -> dimension.text("value").ifPresent(value -> add(all, name, value)));
        }
        Node byName = metric.object("dimensions");
        byName.names().forEach(name -> byName.text(name).ifPresent(value -> add(all, name, value)));
        return all;
    }

    private static void add(Map<String, String> all, String name, String value) {
        String before = all.putIfAbsent(Words.plain(name), Words.plain(value));
        if (before != null && !before.equals(Words.plain(value))) {
            throw NotAnAlarm.found("a metric with two values of its dimension " + Words.quoted(name));
        }
    }
}
