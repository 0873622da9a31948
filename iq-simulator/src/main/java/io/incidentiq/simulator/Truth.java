package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ServiceId;
import java.time.Instant;
import java.util.List;
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

    /**
     * The running tasks of one revision.
     *
     * @param revision its number
     * @param tasks how many of them take traffic; at least one
     * @param errorRatePercent the share of requests that they answer with an error by themselves
     * @param healthy what they say at the health endpoint
     */
    public record Served(int revision, int tasks, double errorRatePercent, boolean healthy) {}

    /**
     * A span of time in which nothing changed.
     *
     * @param since when it began
     * @param served what takes traffic, the primary rollout first; empty if every request fails
     * @param dependencyPercent the share of requests that at least fails, whatever serves
     * @param healthEndpointFails whether the health endpoint says 503, whatever serves
     */
    public record Moment(Instant since, List<Served> served, double dependencyPercent, boolean healthEndpointFails) {
        private static final double ALL = 100;

        public Moment {
            served = List.copyOf(served);
        }

        /** Returns the share of requests that end in an error, in percent; 100 if nothing serves. */
        public double errorRatePercent() {
            return Math.max(ownErrorRatePercent(), dependencyPercent);
        }

        /** Returns the same without what is the dependency's fault: is what serves good by itself? */
        public double ownErrorRatePercent() {
            double first = served.isEmpty() ? ALL : served.get(0).errorRatePercent;
            return served.stream().allMatch(tasks -> tasks.errorRatePercent == first) ? first : mean();
        }

        private double mean() {
            double sum = served.stream()
                    .mapToDouble(tasks -> tasks.tasks * tasks.errorRatePercent)
                    .sum();
            return sum / served.stream().mapToInt(Served::tasks).sum();
        }

        /** Returns whether every answer of the health endpoint is 200. */
        public boolean healthy() {
            return !served.isEmpty() && !healthEndpointFails && served.stream().allMatch(Served::healthy);
        }

        /** Returns the numbers of the revisions that take traffic, the primary one's first. */
        public List<Integer> revisions() {
            return served.stream().map(Served::revision).distinct().toList();
        }
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
