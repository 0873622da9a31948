package io.incidentiq.simulator;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The error rate that follows from what serves; published half a minute late, as metrics are. */
final class SimulatedMetrics implements MetricsSource {
    private static final Duration PUBLISHED_AFTER = Duration.ofSeconds(30);

    private final World world;
    private final SimulatedRegistry calls;

    SimulatedMetrics(World world, SimulatedRegistry calls) {
        this.world = world;
        this.calls = calls;
    }

    @Override
    public Map<MetricQuery, MetricSeries> read(Set<MetricQuery> queries, Instant from, Instant to) {
        calls.enter("metrics");
        var answer = new HashMap<MetricQuery, MetricSeries>();
        for (MetricQuery query : queries) {
            boolean ours = query.dimensions().containsValue(world.service.name());
            answer.put(query, new MetricSeries(ours ? points(query.period(), from, to) : List.of(), true));
        }
        return answer;
    }

    private List<MetricPoint> points(Duration period, Instant from, Instant to) {
        var points = new ArrayList<MetricPoint>();
        Instant published = world.time.instant().minus(PUBLISHED_AFTER);
        for (Instant at = from; at.isBefore(to) && !at.plus(period).isAfter(published); at = at.plus(period)) {
            Double rate = world.errorRateAt(at.plus(period.dividedBy(2)));
            if (rate != null && !silent(at)) {
                double noise = 1 + 0.1 * (world.noise.draw("metric", at.getEpochSecond()) - 0.5);
                points.add(new MetricPoint(at, Math.round(rate * noise * 1000) / 1000.0));
            }
        }
        return points;
    }

    private boolean silent(Instant at) {
        Instant written = world.writtenAt;
        return world.scenario.metricsStopAtWrite() && written != null && !at.isBefore(written);
    }
}
