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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** CloudWatch's GetMetricData: many metrics a call, in pages: metrics, and what a search finds. */
final class MetricData {
    private static final String STAT = "MetricStat";
    private static final String EXPRESSION = "Expression";
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
            for (Found found : found(call, query)) {
                List<MetricPoint> points = points(call, found);
                int to = Math.min(points.size(), from + perQuery);
                boolean unfinished = to < points.size();
                more |= unfinished;
                if (shown(query)) {
                    results.add(result(query, found, points.subList(Math.min(from, to), to), unfinished));
                }
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
            requireOneKind(query, id);
        }
    }

    private static void requireOneKind(Body query, String id) {
        if (query.has(STAT) == query.has(EXPRESSION)) {
            throw invalid("Either the parameter MetricStat or the parameter Expression is expected: " + id);
        }
        if (query.has(STAT) && query.has("Period")) {
            throw invalid("The parameter Period is expected in MetricStat: " + id);
        }
    }

    private static AwsError invalid(String message) {
        return AwsError.of("InvalidParameterValueException", message);
    }

    /** One metric of those that a query means. */
    private record Found(MetricKey metric, MetricStore.Question asked) {}

    private List<Found> found(Call call, Body query) {
        MetricStore.Window window = MetricRequest.window(call.body());
        if (query.has(EXPRESSION)) {
            return searched(call, query, window);
        }
        Body stat = query.body(STAT);
        var asked = new MetricStore.Question(
                Statistics.named(MetricKey.required(stat, "Stat")),
                MetricUnit.of(stat).orElse(null),
                MetricRequest.period(stat, window),
                window);
        return List.of(new Found(MetricKey.of(stat.body("Metric")), asked));
    }

    private List<Found> searched(Call call, Body query, MetricStore.Window window) {
        Search search = Search.parse(query.textOr(EXPRESSION, ""));
        Duration period = period(search, query, window);
        var asked = new MetricStore.Question(search.statistic(), null, period, window);
        return store.find(call.platform(), search).stream()
                .map(metric -> new Found(metric, asked))
                .toList();
    }

    /** The period may stand in the expression or beside it. */
    private static Duration period(Search search, Body query, MetricStore.Window window) {
        Optional<Number> inside = Optional.ofNullable(search.seconds());
        Optional<Number> beside = query.number("Period");
        if (Stream.concat(inside.stream(), beside.stream())
                        .map(Number::intValue)
                        .distinct()
                        .count()
                > 1) {
            throw invalid("The parameter Period differs from the expression's: " + query.textOr("Id", ""));
        }
        Body period = inside.or(() -> beside)
                .map(seconds -> new Body(Map.of("Period", seconds)))
                .orElse(Body.EMPTY);
        return MetricRequest.period(period, window);
    }

    private List<MetricPoint> points(Call call, Found found) {
        call.concerns(found.metric.dimensions().getOrDefault("Service", call.service()));
        var points = new ArrayList<>(store.read(call.platform(), found.metric, found.asked));
        if (faults.partialMetrics()) {
            points.subList(points.size() / 2, points.size()).clear();
        }
        if (MetricRequest.newestFirst(call.body())) {
            Collections.reverse(points);
        }
        return points;
    }

    private Tree result(Body query, Found found, List<MetricPoint> points, boolean unfinished) {
        return Tree.of("Id", query.textOr("Id", ""))
                .with("Label", query.textOr("Label", found.metric.name()))
                .with("Timestamps", points.stream().map(MetricPoint::start).toList())
                .with("Values", points.stream().map(MetricPoint::value).toList())
                .with("StatusCode", unfinished || faults.partialMetrics() ? "PartialData" : "Complete");
    }
}
