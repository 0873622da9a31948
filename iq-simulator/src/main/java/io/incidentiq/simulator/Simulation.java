package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.HealthProbe;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** One drill: a simulated platform with a service in trouble, seen through the engine's ports. The same seed gives the same drill. */
public final class Simulation {
    /** The services that every simulated cluster {@code production} has. */
    public static final List<String> SERVICES =
            List.of("payments-service", "auth-service", "user-service", "api-gateway");

    private static final Instant START = Instant.parse("2026-02-14T02:14:00Z");

    private final Scenario scenario;
    private final long seed;
    private final SimulatedTime time = new SimulatedTime(START);
    private final World world;
    private final SimulatedRegistry registry;
    private final List<Notification> told = new ArrayList<>();

    private Simulation(Scenario scenario, long seed, ServiceId service) {
        this.scenario = scenario;
        this.seed = seed;
        var noise = new Noise(seed);
        this.world = new World(scenario, service, time, noise);
        this.registry = new SimulatedRegistry(world, SERVICES.contains(service.name()));
    }

    /** Returns a drill on {@code service}, at the moment at which somebody asks for a rollback. */
    public static Simulation of(Scenario scenario, long seed, ServiceId service) {
        return new Simulation(scenario, seed, service);
    }

    public Scenario scenario() {
        return scenario;
    }

    public long seed() {
        return seed;
    }

    /** Returns the virtual clock, which moves while somebody waits on it. */
    public SimulatedTime time() {
        return time;
    }

    public ServiceRegistry registry() {
        return registry;
    }

    public MetricsSource metrics() {
        return new SimulatedMetrics(world, registry);
    }

    /** Returns a probe to which the service always answers: its faults show in the error rate alone. */
    public HealthProbe health() {
        return endpoint -> {
            registry.spend("health");
            return new HealthAnswer(HealthAnswer.Verdict.HEALTHY, "200");
        };
    }

    /** Returns an inspector that knows what the scenario says, and nothing else. */
    public ChangeInspector inspector() {
        return (service, revisions) -> {
            var findings = new HashMap<RevisionId, MigrationFinding>();
            world.scenario.releases().stream()
                    .filter(r -> r.migration().kind() != MigrationFinding.Kind.UNKNOWN)
                    .forEach(r -> findings.put(new RevisionId(world.service.name(), r.number()), r.migration()));
            findings.keySet().retainAll(revisions);
            return findings;
        };
    }

    /** Returns a simulated team that reads every message; see {@link #told}. */
    public Notifier notifier() {
        return new Notifier() {
            @Override
            public void send(Notification notification) {
                registry.spend("notify");
                told.add(notification);
            }

            @Override
            public boolean reachesPeople() {
                return true;
            }
        };
    }

    /** Returns when the incident began; empty where the drill doesn't say. */
    public Optional<Instant> incidentStart() {
        return scenario.incidentAgo().map(START::minus);
    }

    /** Returns every message to the simulated team. */
    public List<Notification> told() {
        return List.copyOf(told);
    }

    /** Returns every call to the platform so far. */
    public List<SimulatedCall> calls() {
        return registry.calls();
    }

    /** Returns how many deployments the platform made because of writes that it was sent. */
    public int effectiveDeployments() {
        return world.effectiveDeployments();
    }

    /** Returns the revision that the service runs, or is on its way to. */
    public RevisionId running() {
        SimulatedRollout primary = world.primary();
        if (primary == null) {
            throw new IllegalStateException("nothing was ever deployed in " + scenario.name());
        }
        return primary.revision.definition();
    }
}
