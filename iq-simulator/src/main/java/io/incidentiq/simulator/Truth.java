package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.fact.Moment;
import io.incidentiq.simulator.metric.Serving;
import io.incidentiq.simulator.world.SimulatedService;
import io.incidentiq.simulator.world.SimulatedTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What truly is in a drill, without noise, delay or gaps: the measure for what an engine says of it. What is asked of an instant to
 * come answers as of now. Thread-safe.
 */
public final class Truth {
    private final Map<ServiceId, SimulatedService> services;
    private final SimulatedTime time;

    Truth(Map<ServiceId, SimulatedService> services, SimulatedTime time) {
        this.services = services;
        this.time = time;
    }

    /** Returns what serves now; empty for a service that isn't there, and before its first task served. */
    public Optional<Moment> now(ServiceId service) {
        return time.exclusively(() -> at(service, time.instant()));
    }

    /** Returns what served at {@code instant}; empty for a service that isn't there, and before its first task served. */
    public Optional<Moment> at(ServiceId service, Instant instant) {
        return of(service, serving -> serving.at(instant)).flatMap(Function.identity());
    }

    /**
     * Returns which share of the requests ended in an error over [{@code from}, {@code to}), in percent, if traffic was the same all
     * the time; empty for a service that isn't there, and if its first task served after {@code from}.
     */
    public OptionalDouble errorRatePercent(ServiceId service, Instant from, Instant to) {
        return of(service, serving -> serving.percent(from, to)).orElse(OptionalDouble.empty());
    }

    private <T> Optional<T> of(ServiceId service, Function<Serving, T> look) {
        return time.exclusively(() -> Optional.ofNullable(services.get(service))
                .map(SimulatedService::serving)
                .map(look));
    }
}
