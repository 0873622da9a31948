package io.incidentiq.rollback.procedure;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A metric whose dimension values may hold the places of the service's and the cluster's name.
 *
 * @param ratio where the metric counts the bad part of something: what it is a part of; null where the runbook doesn't say
 */
public record MetricTemplate(
        String namespace,
        String name,
        Map<String, String> dimensions,
        Statistic statistic,
        Duration period,
        @Nullable Ratio ratio) {
    /** Stands for the service's name in dimension values and in the health URL. */
    public static final String SERVICE = "{service}";

    /** Stands for the cluster's name in dimension values. */
    public static final String CLUSTER = "{cluster}";

    /**
     * What a count of bad events is divided by.
     *
     * @param total counts all events; of the same period
     * @param factor by which the runbook multiplies the share: 1, or 100 for a percentage
     */
    public record Ratio(MetricTemplate total, double factor) {}

    /** @throws IllegalArgumentException if the period of {@code ratio} is another one */
    public MetricTemplate {
        dimensions = Map.copyOf(dimensions);
        if (ratio != null && !ratio.total.period.equals(period)) {
            throw new IllegalArgumentException(
                    "expected one period for both metrics, found " + period + " and " + ratio.total.period);
        }
    }

    /** A metric of which the runbook doesn't say what it is a part of. */
    public MetricTemplate(
            String namespace, String name, Map<String, String> dimensions, Statistic statistic, Duration period) {
        this(namespace, name, dimensions, statistic, period, null);
    }

    /** Returns a copy that counts the bad part of {@code total}'s events, as a share that is multiplied by {@code factor}. */
    public MetricTemplate outOf(MetricTemplate total, double factor) {
        return new MetricTemplate(namespace, name, dimensions, statistic, period, new Ratio(total, factor));
    }

    /** Returns a copy with {@code more} dimensions, in both metrics of a ratio; one of a name that is there already replaces it. */
    public MetricTemplate withDimensions(Map<String, String> more) {
        var all = new LinkedHashMap<>(dimensions);
        all.putAll(more);
        Ratio changed = ratio == null ? null : new Ratio(ratio.total.withDimensions(more), ratio.factor);
        return new MetricTemplate(namespace, name, all, statistic, period, changed);
    }

    /** Returns the query for one service; of a ratio, that of the bad events alone. */
    public MetricQuery of(ServiceId service) {
        var filled = new LinkedHashMap<String, String>();
        dimensions.forEach((key, value) ->
                filled.put(key, value.replace(SERVICE, service.name()).replace(CLUSTER, service.cluster())));
        return new MetricQuery(namespace, name, filled, statistic, period);
    }

    /**
     * Returns the two queries of a ratio for one service; empty where it isn't one.
     *
     * @param source where they come from, for people
     */
    public Optional<RequestCounts> counts(ServiceId service, String source) {
        return Optional.ofNullable(ratio).map(r -> new RequestCounts(source, of(service), r.total.of(service)));
    }
}
