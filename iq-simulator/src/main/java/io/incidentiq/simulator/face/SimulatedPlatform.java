package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.fact.Moment;
import io.incidentiq.simulator.metric.TargetGroup;
import io.incidentiq.simulator.metric.Values;
import io.incidentiq.simulator.world.SimulatedService;
import io.incidentiq.simulator.world.SimulatedState;
import io.incidentiq.simulator.world.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The simulated platform itself: what truly is, and what can be done to it. Whoever shows it over a protocol of its own adds
 * latency and trouble, and moves the clock. Thread-safe; {@link #exclusively} makes several calls one.
 */
public final class SimulatedPlatform {
    /** The only cluster. */
    public static final String CLUSTER = "production";

    private final Map<ServiceId, SimulatedService> services;
    private final SimulatedTime time;
    private final SimulatedMetrics metrics;
    private final Dice dice;

    public SimulatedPlatform(
            Map<ServiceId, SimulatedService> services, SimulatedTime time, SimulatedMetrics metrics, Dice dice) {
        this.services = services;
        this.time = time;
        this.metrics = metrics;
        this.dice = dice;
    }

    /** Lets everything up to and including {@code instant} happen. An instant that is past changes nothing. */
    public void advanceTo(Instant instant) {
        time.advanceTo(instant);
    }

    /** Returns what time it is there. */
    public Instant now() {
        return time.instant();
    }

    /** Runs {@code work} while nothing else touches the platform. */
    public <T extends @Nullable Object> T exclusively(Supplier<T> work) {
        return time.exclusively(work);
    }

    /** Lets {@code happening} happen {@code delay} from now, as the clock comes to it. */
    public void later(Duration delay, Runnable happening) {
        time.after(delay, happening);
    }

    /** Returns every service, by name. */
    public Map<ServiceId, SimulatedState> state() {
        return time.exclusively(() -> {
            var state = new LinkedHashMap<ServiceId, SimulatedState>();
            services.forEach((id, service) -> state.put(id, service.state()));
            return state;
        });
    }

    /**
     * Deploys revision {@code number} of the service's family; every call is a deployment.
     *
     * @throws ProviderException {@code NOT_FOUND} without such a service, {@code REJECTED} unless the revision is ACTIVE
     */
    public DeploymentId update(ServiceId service, int number) {
        return time.exclusively(() -> existing(service).update(number));
    }

    /**
     * Stops a deployment in progress and returns to what ran before it.
     *
     * @throws ProviderException {@code NOT_FOUND} without such a service or deployment, {@code REJECTED} if it has ended
     */
    public void stop(ServiceId service, DeploymentId deployment) {
        time.exclusively(() -> {
            existing(service).stop(deployment);
            return deployment;
        });
    }

    /**
     * Registers a definition in the service's family without deploying it. Its tasks behave as those of an earlier definition
     * with the same image.
     *
     * @throws ProviderException {@code NOT_FOUND} without such a service
     */
    public RevisionId register(ServiceId service, List<ContainerDefinition> containers, String environment) {
        return time.exclusively(() -> existing(service).catalog().write(containers, environment));
    }

    /** Makes a definition INACTIVE; nothing happens where there is none. */
    public void deregister(ServiceId service, int number) {
        time.exclusively(() -> {
            existing(service).catalog().deregister(number);
            return number;
        });
    }

    /** Returns whether the list of a service's deployments knows of {@code deployment} already; some scenarios' lists are behind. */
    public boolean lists(ServiceId service, Deployment deployment) {
        return time.exclusively(() -> existing(service).listed(deployment));
    }

    /** Returns the whole periods of [{@code from}, {@code to}) that are published by now. */
    public MetricSeries metric(MetricQuery query, Instant from, Instant to) {
        return time.exclusively(() -> metrics.series(query, from, to));
    }

    /** Returns what is published by now of the periods that begin in [{@code from}, {@code to}), whatever the query's statistic. */
    public SortedMap<Instant, Values> values(MetricQuery query, Instant from, Instant to) {
        return time.exclusively(() -> metrics.values(query, from, to));
    }

    /** Returns CloudWatch's word for the unit of a metric; empty where there is no such metric. */
    public Optional<String> unit(MetricQuery query) {
        return time.exclusively(() -> metrics.unit(query));
    }

    /** Returns every target group that counts requests. */
    public List<TargetGroup> targetGroups() {
        return time.exclusively(metrics::targetGroups);
    }

    /** Returns whether the task that takes the next request at the health endpoint says that it is well. */
    public boolean answersHealthy(ServiceId service) {
        return time.exclusively(() -> existing(service)
                .answersHealthy(dice.unit("health", time.instant().toEpochMilli())));
    }

    /** Returns what truly serves now; empty for a service that isn't there, and before its first task served. */
    public Optional<Moment> truth(ServiceId service) {
        return time.exclusively(() -> Optional.ofNullable(services.get(service))
                .flatMap(s -> s.serving().at(time.instant())));
    }

    /** Returns a number in [0, 1) that follows from seed, purpose and index alone. */
    public double chance(String purpose, long index) {
        return dice.unit(purpose, index);
    }

    private SimulatedService existing(ServiceId id) {
        return Optional.ofNullable(services.get(id))
                .orElseThrow(() ->
                        ProviderException.of(ProviderException.Kind.NOT_FOUND, "service %s not found".formatted(id)));
    }
}
