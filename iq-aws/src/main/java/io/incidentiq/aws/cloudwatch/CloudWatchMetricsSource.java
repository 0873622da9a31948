package io.incidentiq.aws.cloudwatch;

import io.incidentiq.aws.call.ApiBudget;
import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.aws.call.AwsOperation;
import io.incidentiq.aws.call.AwsTrouble;
import io.incidentiq.aws.call.InParallel;
import io.incidentiq.aws.call.NextToken;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * Metrics of Amazon CloudWatch, by GetMetricData: up to 500 series a call, every page, each call once with the SDK's retries off.
 * A series is complete only if CloudWatch says so; a period without a value has no point, and never a zero. A quarter of what the account may
 * call is used; beyond it, a call is answered {@code THROTTLED} without being sent. Thread-safe.
 */
public final class CloudWatchMetricsSource implements MetricsSource {
    private static final int QUERIES_A_CALL = 500;
    private static final int POINTS_A_CALL = 100_800;

    private final CloudWatchClient client;
    private final ApiBudget budget;
    private final AwsTrouble trouble;

    private CloudWatchMetricsSource(CloudWatchClient client, ApiBudget budget) {
        this.client = client;
        this.budget = budget;
        this.trouble = AwsTrouble.of(client);
    }

    /** Returns a source that asks {@code client}, which stays the caller's to close. */
    public static CloudWatchMetricsSource of(CloudWatchClient client) {
        return of(client, System::nanoTime);
    }

    public static CloudWatchMetricsSource of(CloudWatchClient client, LongSupplier nanoTime) {
        return new CloudWatchMetricsSource(client, new ApiBudget(nanoTime));
    }

    /** One series as the pages fill it. */
    private static final class Collected {
        final Map<Instant, Double> points = new HashMap<>();
        boolean complete;
        boolean troubled;
    }

    @Override
    public Map<MetricQuery, MetricSeries> read(Set<MetricQuery> queries, Instant from, Instant to) {
        var answers = new LinkedHashMap<MetricQuery, MetricSeries>();
        if (!from.isBefore(to)) {
            queries.forEach(query -> answers.put(query, MetricSeries.EMPTY));
            return answers;
        }
        InParallel.batches(queries, QUERIES_A_CALL, batch -> readBatch(batch, from, to))
                .forEach(answers::putAll);
        return answers;
    }

    private Map<MetricQuery, MetricSeries> readBatch(List<MetricQuery> queries, Instant from, Instant to) {
        var collected = new LinkedHashMap<String, Collected>();
        boolean troubled = false;
        String token = null;
        do {
            GetMetricDataResponse page = page(queries, from, to, token);
            page.metricDataResults()
                    .forEach(result -> take(result, collected.computeIfAbsent(result.id(), id -> new Collected())));
            troubled |= !page.messages().isEmpty();
            token = NextToken.after(token, page.nextToken());
        } while (token != null);
        var answers = new LinkedHashMap<MetricQuery, MetricSeries>();
        for (int i = 0; i < queries.size(); i++) {
            Collected series = collected.getOrDefault("q" + i, new Collected());
            answers.put(queries.get(i), series(series, queries.get(i).period(), from, to, troubled));
        }
        return answers;
    }

    private GetMetricDataResponse page(List<MetricQuery> queries, Instant from, Instant to, @Nullable String token) {
        var series = new ArrayList<MetricDataQuery>();
        for (int i = 0; i < queries.size(); i++) {
            series.add(MetricDataQuery.builder()
                    .id("q" + i)
                    .metricStat(stat(queries.get(i)))
                    .returnData(true)
                    .build());
        }
        var request = GetMetricDataRequest.builder()
                .metricDataQueries(series)
                .startTime(from)
                .endTime(to)
                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .maxDatapoints(POINTS_A_CALL)
                .nextToken(token)
                .overrideConfiguration(AwsCalls.READ)
                .build();
        var asked = new AwsOperation("cloudwatch:GetMetricData", queries.get(0).namespace(), false);
        budget.take(ApiBudget.Kind.METRICS, asked);
        return trouble.translated(asked, () -> client.getMetricData(request));
    }

    private static MetricStat stat(MetricQuery query) {
        List<Dimension> dimensions = query.dimensions().entrySet().stream()
                .map(e ->
                        Dimension.builder().name(e.getKey()).value(e.getValue()).build())
                .toList();
        return MetricStat.builder()
                .metric(Metric.builder()
                        .namespace(query.namespace())
                        .metricName(query.name())
                        .dimensions(dimensions)
                        .build())
                .period(Math.toIntExact(query.period().toSeconds()))
                .stat(
                        switch (query.statistic()) {
                            case AVERAGE -> "Average";
                            case SUM -> "Sum";
                            case MINIMUM -> "Minimum";
                            case MAXIMUM -> "Maximum";
                        })
                .build();
    }

    /** Pages before the last say PartialData; the last one must say Complete. */
    private static void take(MetricDataResult result, Collected series) {
        int points = Math.min(result.timestamps().size(), result.values().size());
        for (int i = 0; i < points; i++) {
            series.points.put(result.timestamps().get(i), result.values().get(i));
        }
        series.complete = result.statusCode() == StatusCode.COMPLETE;
        series.troubled |=
                result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN;
    }

    private static MetricSeries series(Collected series, Duration period, Instant from, Instant to, boolean troubled) {
        List<MetricPoint> points = series.points.entrySet().stream()
                .filter(e -> !e.getKey().isBefore(from) && e.getKey().isBefore(to))
                .filter(e -> Duration.between(from, e.getKey()).toSeconds() % period.toSeconds() == 0)
                .map(e -> new MetricPoint(e.getKey(), e.getValue()))
                .toList();
        return new MetricSeries(points, series.complete && !series.troubled && !troubled);
    }
}
