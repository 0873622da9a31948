package io.incidentiq.examples.provider;

import io.incidentiq.examples.provider.BlueGreenRouter.Application;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The share of answers with errors that a {@link BlueGreenRouter} sees, in percent. Thread-safe. */
public final class RouterMetrics implements MetricsSource {
    private final BlueGreenRouter router;

    RouterMetrics(BlueGreenRouter router) {
        this.router = router;
    }

    @Override
    public Map<MetricQuery, MetricSeries> read(Set<MetricQuery> queries, Instant from, Instant to) {
        var series = new HashMap<MetricQuery, MetricSeries>();
        for (MetricQuery query : queries) {
            series.put(
                    query,
                    router.application(query.dimensions().getOrDefault("Application", ""))
                            .filter(app -> query.name().equals("ErrorRate"))
                            .map(app -> series(app, query.period(), from, to))
                            .orElse(MetricSeries.EMPTY));
        }
        return series;
    }

    /** Only periods that are over have a value, and only those in which something served. */
    private MetricSeries series(Application app, Duration period, Instant from, Instant to) {
        var points = new ArrayList<MetricPoint>();
        for (Instant start = from;
                start.isBefore(to) && !start.plus(period).isAfter(router.now());
                start = start.plus(period)) {
            Instant begin = start;
            app.serving(begin)
                    .ifPresent(cutover ->
                            points.add(new MetricPoint(begin, cutover.build().errorPercent())));
        }
        return new MetricSeries(points, true);
    }
}
