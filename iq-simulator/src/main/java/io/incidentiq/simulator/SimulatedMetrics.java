package io.incidentiq.simulator;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Error rates that follow from which revision serves, with noise. Every metric with the dimension {@code Service} is one. */
final class SimulatedMetrics implements MetricsSource {
    private static final Duration PUBLICATION_DELAY = Duration.ofSeconds(30);
    private static final double NOISE_SHARE = 0.08;
    private static final double ROUNDING = 10_000;

    private final Map<ServiceId, SimulatedService> services;
    private final Connection connection;
    private final InstantSource clock;
    private final Dice dice;

    SimulatedMetrics(Map<ServiceId, SimulatedService> services, Connection connection, InstantSource clock, Dice dice) {
        this.services = services;
        this.connection = connection;
        this.clock = clock;
        this.dice = dice;
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
                .map(entry -> series(entry.getValue().serving(), dice.forPurpose(name), query.period(), from, to))
                .orElse(MetricSeries.EMPTY);
    }

    private MetricSeries series(Serving serving, Dice noise, Duration period, Instant from, Instant to) {
        var points = new ArrayList<MetricPoint>();
        Instant published = clock.instant().minus(PUBLICATION_DELAY);
        for (Instant start = from;
                start.isBefore(to) && !start.plus(period).isAfter(published);
                start = start.plus(period)) {
            OptionalDouble percent = serving.percent(start, start.plus(period));
            if (percent.isPresent()) {
                double noisy = percent.getAsDouble()
                        * (1 + NOISE_SHARE * (2 * noise.unit("metric", start.getEpochSecond()) - 1));
                points.add(new MetricPoint(start, Math.round(Math.min(100, noisy) * ROUNDING) / ROUNDING));
            }
        }
        return new MetricSeries(points, true);
    }
}
