package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.metric.Series;
import io.incidentiq.simulator.metric.TargetGroup;
import io.incidentiq.simulator.metric.Values;
import io.incidentiq.simulator.world.SimulatedService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which metrics there are: any whose dimension {@code Service} names a service, and those of the target groups. */
final class KnownMetrics {
    private static final String SERVICE = "Service";

    private final Map<ServiceId, SimulatedService> services;

    KnownMetrics(Map<ServiceId, SimulatedService> services) {
        this.services = services;
    }

    /** Returns the series that a query means, taken together where a dimension may have any value; empty if there is none. */
    Optional<Series> find(MetricQuery query) {
        return services.entrySet().stream()
                .flatMap(entry -> of(entry.getKey().name(), entry.getValue(), query))
                .reduce(KnownMetrics::together);
    }

    private static Stream<Series> of(String name, SimulatedService service, MetricQuery query) {
        if (query.namespace().equals(TargetGroup.NAMESPACE)) {
            return service.targetGroups().stream()
                    .filter(group -> matches(query.dimensions(), group.dimensions()))
                    .flatMap(group -> service.metric().ofTargetGroup(group, query.name()).stream());
        }
        boolean its = means(query.dimensions().getOrDefault(SERVICE, ""), name);
        return its ? Stream.of(service.metric().named(query.name())) : Stream.empty();
    }

    private static boolean matches(Map<String, String> asked, Map<String, String> its) {
        return asked.keySet().equals(its.keySet())
                && its.entrySet().stream()
                        .allMatch(entry -> means(asked.getOrDefault(entry.getKey(), ""), entry.getValue()));
    }

    private static boolean means(String asked, String value) {
        return asked.equals(value) || asked.equals(MetricQuery.ANY);
    }

    private static Series together(Series one, Series other) {
        return new Series(one.unit(), one.counted(), (start, period, now) -> together(one, other, start, period, now));
    }

    private static Optional<Values> together(Series one, Series other, Instant start, Duration period, Instant now) {
        Optional<Values> first = one.look().at(start, period, now);
        Optional<Values> second = other.look().at(start, period, now);
        return first.isPresent() && second.isPresent()
                ? Optional.of(first.get().plus(second.get()))
                : first.or(() -> second);
    }

    /** Returns every target group whose requests are counted. */
    List<TargetGroup> targetGroups() {
        return services.values().stream()
                .flatMap(service -> service.targetGroups().stream())
                .toList();
    }
}
