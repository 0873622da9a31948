package io.incidentiq.aws.cloudwatch;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * One query as GetMetricData is asked it, and what its pages answer. An average is asked together with its SampleCount. A sum is a count
 * itself; behind a minimum, a maximum and a percentile are no events that could be counted.
 */
final class AskedSeries {
    private final MetricQuery query;
    private final String id;
    private final String samplesId;
    private final boolean searched;
    private final Map<Instant, Double> values = new HashMap<>();
    private final Map<Instant, Double> samples = new HashMap<>();
    private final Set<String> labels = new TreeSet<>();
    private boolean answered;
    private boolean complete;
    private boolean troubled;

    /** @param number tells it from the others of its call */
    AskedSeries(MetricQuery query, int number) {
        this.query = query;
        this.id = "q" + number;
        this.samplesId = "n" + number;
        this.searched = SearchExpression.isNeeded(query);
        this.complete = searched; // a search that finds no metric may be answered with no result at all
    }

    static boolean hasSamples(MetricQuery query) {
        return query.statistic().equals(Statistic.AVERAGE) && !SearchExpression.isNeeded(query);
    }

    MetricQuery query() {
        return query;
    }

    List<MetricDataQuery> asked() {
        if (searched) {
            return List.of(MetricDataQuery.builder()
                    .id(id)
                    .expression(SearchExpression.of(query))
                    .label(SearchExpression.label(query))
                    .returnData(true)
                    .build());
        }
        var asked = new ArrayList<MetricDataQuery>();
        asked.add(stat(id, query.statistic().word()));
        if (hasSamples(query)) {
            asked.add(stat(samplesId, "SampleCount"));
        }
        return asked;
    }

    private MetricDataQuery stat(String name, String statistic) {
        List<Dimension> dimensions = query.dimensions().entrySet().stream()
                .map(e ->
                        Dimension.builder().name(e.getKey()).value(e.getValue()).build())
                .toList();
        Metric metric = Metric.builder()
                .namespace(query.namespace())
                .metricName(query.name())
                .dimensions(dimensions)
                .build();
        MetricStat stat = MetricStat.builder()
                .metric(metric)
                .period(Math.toIntExact(query.period().toSeconds()))
                .stat(statistic)
                .build();
        return MetricDataQuery.builder()
                .id(name)
                .metricStat(stat)
                .returnData(true)
                .build();
    }

    /** Takes what is its own of one page. Pages before the last say PartialData; the last one must say Complete of each result. */
    void take(List<MetricDataResult> page) {
        List<MetricDataResult> own =
                page.stream().filter(r -> id.equals(r.id())).toList();
        for (MetricDataResult result : own) {
            String label = Objects.requireNonNullElse(result.label(), "");
            labels.add(label);
            answered |= !result.values().isEmpty()
                    || SearchExpression.at(query, label).isPresent();
            put(result, values);
            troubled |= result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN;
        }
        if (!own.isEmpty()) {
            complete = own.stream().allMatch(r -> r.statusCode() == StatusCode.COMPLETE);
        }
        page.stream().filter(r -> samplesId.equals(r.id())).forEach(r -> put(r, samples));
    }

    /** The metrics that a search finds share its id, and are summed. */
    private void put(MetricDataResult result, Map<Instant, Double> points) {
        int size = Math.min(result.timestamps().size(), result.values().size());
        for (int i = 0; i < size; i++) {
            Instant at = result.timestamps().get(i);
            Double value = result.values().get(i);
            if (searched) {
                points.merge(at, value, Double::sum);
            } else {
                points.put(at, value);
            }
        }
    }

    /** Notes that a message came with the call: nothing may be concluded from what is missing. */
    void trouble() {
        troubled = true;
    }

    /**
     * Returns the metrics that this search would have found, had it known them: those where {@code others}, of the same place, were
     * found. A metric that had no value for two weeks can't be searched for until a while after its first one; where it is, it can be
     * asked for at once. Empty where the search did find something, or nothing is to be learnt from the others.
     */
    List<MetricQuery> missed(List<AskedSeries> others) {
        if (answered || !searched) {
            return List.of();
        }
        return others.stream()
                .filter(other -> other.query.namespace().equals(query.namespace())
                        && other.query.dimensions().equals(query.dimensions()))
                .flatMap(other -> other.labels.stream())
                .distinct()
                .flatMap(label -> SearchExpression.at(query, label).stream())
                .toList();
    }

    MetricSeries series(Instant from, Instant to) {
        List<MetricPoint> points = values.entrySet().stream()
                .filter(e -> !e.getKey().isBefore(from) && e.getKey().isBefore(to))
                .filter(e -> Duration.between(from, e.getKey()).toSeconds()
                                % query.period().toSeconds()
                        == 0)
                .map(e -> point(e.getKey(), e.getValue()))
                .toList();
        return new MetricSeries(points, complete && !troubled);
    }

    private MetricPoint point(Instant start, double value) {
        var bare = new MetricPoint(start, value);
        Double published = samples.get(start);
        return published == null ? bare : bare.withSamples(published);
    }
}
