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
import io.incidentiq.rollback.port.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * Metrics of Amazon CloudWatch, by GetMetricData: up to 500 series a call, every page, each call once with the SDK's retries off.
 * A series is complete only if CloudWatch says so; a period without a value has no point, and never a zero. The points of an average
 * have their SampleCount. A query with {@link MetricQuery#ANY} becomes a SEARCH expression, asked in a call beside the others: where that
 * call fails, its series are incomplete and the others are not harmed. A quarter of what the account may call is used; beyond it, a
 * call is answered {@code THROTTLED} without being sent. Thread-safe.
 */
public final class CloudWatchMetricsSource implements MetricsSource {
    private static final int QUERIES_A_CALL = 500;
    private static final int SEARCHES_A_CALL = 100;
    private static final int POINTS_A_CALL = 100_800;
    private static final MetricSeries UNREAD = new MetricSeries(List.of(), false);
    private static final Logger LOG = LoggerFactory.getLogger(CloudWatchMetricsSource.class);

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

    @Override
    public Map<MetricQuery, MetricSeries> read(Set<MetricQuery> queries, Instant from, Instant to) {
        var answers = new LinkedHashMap<MetricQuery, MetricSeries>();
        if (!from.isBefore(to)) {
            queries.forEach(query -> answers.put(query, MetricSeries.EMPTY));
            return answers;
        }
        Map<Boolean, List<MetricQuery>> searched =
                queries.stream().collect(Collectors.partitioningBy(SearchExpression::isNeeded));
        List<MetricQuery> exact = searched.getOrDefault(false, List.of());
        boolean withSamples = exact.stream().anyMatch(AskedSeries::hasSamples);
        var calls = new ArrayList<Supplier<Map<MetricQuery, MetricSeries>>>();
        batches(exact, withSamples ? QUERIES_A_CALL / 2 : QUERIES_A_CALL)
                .forEach(batch -> calls.add(() -> answers(ask(batch, from, to), from, to)));
        batches(searched.getOrDefault(true, List.of()), SEARCHES_A_CALL)
                .forEach(batch ->
                        calls.add(() -> exact.isEmpty() ? searched(batch, from, to) : searchedBeside(batch, from, to)));
        InParallel.all(calls).forEach(answers::putAll);
        return answers;
    }

    private static List<List<MetricQuery>> batches(List<MetricQuery> queries, int atOnce) {
        var batches = new ArrayList<List<MetricQuery>>();
        for (int from = 0; from < queries.size(); from += atOnce) {
            batches.add(queries.subList(from, Math.min(queries.size(), from + atOnce)));
        }
        return batches;
    }

    /** What is searched for is more than the caller strictly needs: a failure there must not hide the rest. */
    private Map<MetricQuery, MetricSeries> searchedBeside(List<MetricQuery> queries, Instant from, Instant to) {
        try {
            return searched(queries, from, to);
        } catch (ProviderException e) {
            LOG.warn("not read, beside other metrics: {}: {}", queries, e.getMessage());
            var nothing = new LinkedHashMap<MetricQuery, MetricSeries>();
            queries.forEach(query -> nothing.put(query, UNREAD));
            return nothing;
        }
    }

    /** What a search doesn't find, where it finds another metric of the same place, is asked for there. */
    private Map<MetricQuery, MetricSeries> searched(List<MetricQuery> queries, Instant from, Instant to) {
        List<AskedSeries> asked = ask(queries, from, to);
        Map<MetricQuery, MetricSeries> answers = answers(asked, from, to);
        var missed = new LinkedHashMap<MetricQuery, List<MetricQuery>>();
        asked.forEach(series -> missed.put(series.query(), series.missed(asked)));
        missed.values().removeIf(List::isEmpty);
        List<MetricQuery> exact =
                missed.values().stream().flatMap(List::stream).distinct().toList();
        for (List<MetricQuery> batch : batches(exact, QUERIES_A_CALL / 2)) {
            List<AskedSeries> there = ask(batch, from, to);
            missed.forEach((query, places) -> there.stream()
                    .filter(series -> places.contains(series.query()))
                    .forEach(series -> answers.merge(query, series.series(from, to), CloudWatchMetricsSource::sum)));
        }
        return answers;
    }

    private static MetricSeries sum(MetricSeries one, MetricSeries other) {
        var points = new TreeMap<Instant, Double>();
        Stream.concat(one.points().stream(), other.points().stream())
                .forEach(p -> points.merge(p.start(), p.value(), Double::sum));
        return new MetricSeries(
                points.entrySet().stream()
                        .map(p -> new MetricPoint(p.getKey(), p.getValue()))
                        .toList(),
                one.complete() && other.complete());
    }

    private static Map<MetricQuery, MetricSeries> answers(List<AskedSeries> asked, Instant from, Instant to) {
        var answers = new LinkedHashMap<MetricQuery, MetricSeries>();
        asked.forEach(series -> answers.put(series.query(), series.series(from, to)));
        return answers;
    }

    private List<AskedSeries> ask(List<MetricQuery> queries, Instant from, Instant to) {
        var asked = new ArrayList<AskedSeries>();
        queries.forEach(query -> asked.add(new AskedSeries(query, asked.size())));
        String token = null;
        do {
            GetMetricDataResponse page = page(asked, from, to, token);
            asked.forEach(series -> series.take(page.metricDataResults()));
            if (!page.messages().isEmpty()) {
                asked.forEach(AskedSeries::trouble);
            }
            token = NextToken.after(token, page.nextToken());
        } while (token != null);
        return asked;
    }

    private GetMetricDataResponse page(List<AskedSeries> asked, Instant from, Instant to, @Nullable String token) {
        var request = GetMetricDataRequest.builder()
                .metricDataQueries(asked.stream()
                        .flatMap(series -> series.asked().stream())
                        .toList())
                .startTime(from)
                .endTime(to)
                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .maxDatapoints(POINTS_A_CALL)
                .nextToken(token)
                .overrideConfiguration(AwsCalls.READ)
                .build();
        var operation = new AwsOperation(
                "cloudwatch:GetMetricData", asked.get(0).query().namespace(), false);
        budget.take(ApiBudget.Kind.METRICS, operation);
        return trouble.translated(operation, () -> client.getMetricData(request));
    }
}
