package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.metric.PublishedMetric;
import io.incidentiq.simulator.world.SimulatedService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What follows from which revision serves, as it is measured. Every metric with the dimension {@code Service} is one. */
public final class SimulatedMetrics implements MetricsSource {
    private final Map<ServiceId, SimulatedService> services;
    private final Connection connection;
    private final InstantSource clock;

    public SimulatedMetrics(Map<ServiceId, SimulatedService> services, Connection connection, InstantSource clock) {
        this.services = services;
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    public Map<MetricQuery, MetricSeries> read(Set<MetricQuery> queries, Instant from, Instant to) {
        return connection.read("metrics", () -> {
            var answers = new LinkedHashMap<MetricQuery, MetricSeries>();
            queries.forEach(query -> answers.put(query, series(query, from, to)));
            return answers;
        });
    }

    MetricSeries series(MetricQuery query, Instant from, Instant to) {
        String name = query.dimensions().getOrDefault("Service", "");
        return services.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .findFirst()
                .map(entry -> series(entry.getValue().metric(), query.period(), from, to))
                .orElse(MetricSeries.EMPTY);
    }

    private MetricSeries series(PublishedMetric metric, Duration period, Instant from, Instant to) {
        var points = new ArrayList<MetricPoint>();
        Instant now = clock.instant();
        Instant last = to.isBefore(now) ? to : now;
        for (Instant start = from; start.isBefore(last); start = start.plus(period)) {
            Instant at = start;
            metric.value(start, period, now).ifPresent(value -> points.add(new MetricPoint(at, value)));
        }
        return new MetricSeries(points, true);
    }
}
