package io.incidentiq.simulator.aws.cloudwatch;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.simulator.aws.operation.Call;
import io.incidentiq.simulator.aws.operation.Faults;
import io.incidentiq.simulator.aws.operation.Page;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** CloudWatch's GetMetricData: many metrics a call, in pages. Metrics alone, no expressions. */
final class MetricData {
    private static final int MOST_QUERIES = 500;
    private static final int MOST_POINTS = 100_800;

    private final MetricStore store;
    private final Faults faults;

    MetricData(MetricStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
    }

    Tree answer(Call call) {
        Body body = call.body();
        List<Body> queries = body.bodies("MetricDataQueries");
        requireSound(queries);
        int perQuery =
                Math.max(1, body.number("MaxDatapoints").map(Number::intValue).orElse(MOST_POINTS) / queries.size());
        int from = start(body);
        var results = new ArrayList<Tree>();
        boolean more = false;
        for (Body query : queries) {
            List<MetricPoint> points = points(call, query);
            int to = Math.min(points.size(), from + perQuery);
            boolean unfinished = to < points.size();
            more |= unfinished;
            if (shown(query)) {
                results.add(result(query, points.subList(Math.min(from, to), to), unfinished));
            }
        }
        return Tree.of("MetricDataResults", results)
                .with("NextToken", more ? Page.token(from + perQuery) : null)
                .with("Messages", List.of());
    }

    private static boolean shown(Body query) {
        return !query.has("ReturnData") || query.flag("ReturnData");
    }

    private static int start(Body body) {
        try {
            return Page.start(body.textOr("NextToken", ""));
        } catch (AwsError e) {
            throw AwsError.of("InvalidNextToken", "The next token specified is invalid.");
        }
    }

    private static void requireSound(List<Body> queries) {
        var ids = new HashSet<String>();
        if (queries.isEmpty() || queries.size() > MOST_QUERIES) {
            throw invalid(
                    "The collection MetricDataQueries must have a size between 1 and %d.".formatted(MOST_QUERIES));
        }
        for (Body query : queries) {
            String id = MetricKey.required(query, "Id");
            if (!id.matches("[a-z][a-zA-Z0-9_]{0,254}") || !ids.add(id)) {
                throw invalid(
                        "The value %s for parameter MetricDataQueries.member.Id is not matching the expected pattern, or not unique."
                                .formatted(id));
            }
            query.text("AccountId")
                    .filter(account -> !account.equals(AwsNames.ACCOUNT))
                    .ifPresent(account -> {
                        throw invalid("The simulated CloudWatch is linked with no account " + account);
                    });
            if (!query.has("MetricStat")) {
                throw invalid("The simulated CloudWatch knows metrics alone, no expressions: " + id);
            }
        }
    }

    private static AwsError invalid(String message) {
        return AwsError.of("InvalidParameterValueException", message);
    }

    private List<MetricPoint> points(Call call, Body query) {
        Body stat = query.body("MetricStat");
        MetricKey metric = MetricKey.of(stat.body("Metric"));
        call.concerns(metric.dimensions().getOrDefault("Service", call.service()));
        MetricStore.Window window = MetricRequest.window(call.body());
        Duration period = MetricRequest.period(stat, window);
        var asked = new MetricStore.Question(
                MetricStatistic.named(MetricKey.required(stat, "Stat")),
                MetricUnit.of(stat).orElse(null),
                period,
                window);
        var points = new ArrayList<>(store.read(call.platform(), metric, asked));
        if (faults.partialMetrics()) {
            points.subList(points.size() / 2, points.size()).clear();
        }
        if (MetricRequest.newestFirst(call.body())) {
            Collections.reverse(points);
        }
        return points;
    }

    private Tree result(Body query, List<MetricPoint> points, boolean unfinished) {
        String name = query.body("MetricStat").body("Metric").textOr("MetricName", "");
        return Tree.of("Id", query.textOr("Id", ""))
                .with("Label", query.textOr("Label", name))
                .with("Timestamps", points.stream().map(MetricPoint::start).toList())
                .with("Values", points.stream().map(MetricPoint::value).toList())
                .with("StatusCode", unfinished || faults.partialMetrics() ? "PartialData" : "Complete");
    }
}
