package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.metric.Series;
import io.incidentiq.simulator.metric.TargetGroup;
import io.incidentiq.simulator.metric.Values;
import io.incidentiq.simulator.world.SimulatedService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What follows from which revision serves, as it is measured. Every metric with the dimension {@code Service} is one, and so are the
 * metrics of the target groups where requests are counted.
 */
public final class SimulatedMetrics implements MetricsSource {
    private static final Map<Statistic, ToDoubleFunction<Values>> PLAIN = Map.of(
            Statistic.AVERAGE, Values::average,
            Statistic.SUM, Values::sum,
            Statistic.MINIMUM, Values::least,
            Statistic.MAXIMUM, Values::most);

    private final KnownMetrics known;
    private final Connection connection;
    private final InstantSource clock;

    public SimulatedMetrics(Map<ServiceId, SimulatedService> services, Connection connection, InstantSource clock) {
        this.known = new KnownMetrics(services);
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
        Optional<Series> found = known.find(query);
        boolean counted = found.filter(Series::counted).isPresent();
        var points = new ArrayList<MetricPoint>();
        values(query, from, to).forEach((start, values) -> {
            var point = new MetricPoint(start, statistic(query, values));
            points.add(counted ? point.withSamples(values.count()) : point);
        });
        return found.isEmpty() ? MetricSeries.EMPTY : new MetricSeries(points, true);
    }

    private static double statistic(MetricQuery query, Values values) {
        OptionalDouble percent = query.statistic().percent();
        return percent.isPresent()
                ? values.percentile(percent.getAsDouble())
                : Objects.requireNonNull(PLAIN.get(query.statistic())).applyAsDouble(values);
    }

    /** Returns what is published by now of the periods that begin in [{@code from}, {@code to}), whatever the statistic. */
    SortedMap<Instant, Values> values(MetricQuery query, Instant from, Instant to) {
        var periods = new TreeMap<Instant, Values>();
        Instant now = clock.instant();
        Instant last = to.isBefore(now) ? to : now;
        known.find(query).ifPresent(series -> {
            for (Instant start = from; start.isBefore(last); start = start.plus(query.period())) {
                Instant at = start;
                series.look().at(at, query.period(), now).ifPresent(values -> periods.put(at, values));
            }
        });
        return periods;
    }

    /** Returns the unit of what a query means; empty where it means nothing. */
    Optional<String> unit(MetricQuery query) {
        return known.find(query).map(Series::unit);
    }

    List<TargetGroup> targetGroups() {
        return known.targetGroups();
    }
}
