package io.incidentiq.rollback.procedure;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A metric whose dimension values may hold the places of the service's and the cluster's name. */
public record MetricTemplate(
        String namespace, String name, Map<String, String> dimensions, Statistic statistic, Duration period) {
    /** Stands for the service's name in dimension values and in the health URL. */
    public static final String SERVICE = "{service}";

    /** Stands for the cluster's name in dimension values. */
    public static final String CLUSTER = "{cluster}";

    public MetricTemplate {
        dimensions = Map.copyOf(dimensions);
    }

    /** Returns a copy with {@code more} dimensions; one of a name that is there already replaces it. */
    public MetricTemplate withDimensions(Map<String, String> more) {
        var all = new LinkedHashMap<>(dimensions);
        all.putAll(more);
        return new MetricTemplate(namespace, name, all, statistic, period);
    }

    /** Returns the query for one service. */
    public MetricQuery of(ServiceId service) {
        var filled = new LinkedHashMap<String, String>();
        dimensions.forEach((key, value) ->
                filled.put(key, value.replace(SERVICE, service.name()).replace(CLUSTER, service.cluster())));
        return new MetricQuery(namespace, name, filled, statistic, period);
    }
}
