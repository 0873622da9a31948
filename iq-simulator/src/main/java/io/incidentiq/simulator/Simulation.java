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
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.face.Connection;
import io.incidentiq.simulator.face.SimulatedMetrics;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.face.SimulatedRegistry;
import io.incidentiq.simulator.fact.SimulatedCall;
import io.incidentiq.simulator.world.ServiceContext;
import io.incidentiq.simulator.world.SimulatedService;
import io.incidentiq.simulator.world.SimulatedTime;
import io.incidentiq.simulator.world.Story;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A scenario being played: a platform as the ports show it, on a clock of its own that moves while somebody waits on
 * {@link #time()}. The same scenario, seed and services, asked the same, answer the same. Thread-safe; asked by several threads
 * at once, the order of their calls decides which of them is throttled and how long each takes.
 */
public final class Simulation {
    /** The only cluster of the simulated platform. */
    public static final String CLUSTER = SimulatedPlatform.CLUSTER;
    /** When the tool is started. */
    public static final Instant START = Instant.parse("2026-02-14T02:14:00Z");

    private final Scenario scenario;
    private final long seed;
    private final Instant start;
    private final SimulatedTime time;
    private final Connection connection;
    private final Dice dice;
    private final Map<ServiceId, SimulatedService> services = new LinkedHashMap<>();
    private final Map<URI, SimulatedService> endpoints = new HashMap<>();
    private final List<Notification> notifications = new ArrayList<>();

    private Simulation(Scenario scenario, long seed, Set<ServiceId> played, Instant start) {
        this.scenario = scenario;
        this.seed = seed;
        this.start = start;
        this.dice = new Dice(seed);
        this.time = new SimulatedTime(start.minus(past(scenario)));
        this.connection = new Connection(time, dice, scenario.setting().trouble());
        played.stream()
                .filter(id ->
                        id.cluster().equals(CLUSTER) && scenario.services().contains(id.name()))
                .sorted(Comparator.comparing(ServiceId::name))
                .forEach(id -> services.put(id, service(id)));
        services.forEach((id, service) -> healthUrl(id).ifPresent(url -> endpoints.put(url, service)));
        services.values().forEach(this::play);
        time.advanceTo(start);
    }

    private SimulatedService service(ServiceId id) {
        var world = ServiceContext.of(id, scenario.setting(), time, dice.forPurpose(id.name()));
        return new SimulatedService(world, scenario.story().afterWrite());
    }

    /** Starts {@code scenario} for one service. A service or cluster that the scenario doesn't know isn't there, as on any platform. */
    public static Simulation of(Scenario scenario, long seed, ServiceId service) {
        return new Simulation(scenario, seed, Set.of(service), START);
    }

    /** Starts {@code scenario} for several services on one platform, each playing it by itself. */
    public static Simulation of(Scenario scenario, long seed, Set<ServiceId> services) {
        return new Simulation(scenario, seed, services, START);
    }

    /** Starts {@code scenario} for all its services on one platform, so that what lies in its past ends at {@code start}. */
    public static Simulation startingAt(Instant start, Scenario scenario, long seed) {
        Set<ServiceId> all = scenario.services().stream()
                .map(name -> new ServiceId(CLUSTER, name))
                .collect(Collectors.toSet());
        return new Simulation(scenario, seed, all, start);
    }

    private static Duration past(Scenario scenario) {
        return scenario.story().before().stream()
                .map(Story.Event::offset)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private void play(SimulatedService service) {
        Duration past = past(scenario);
        Story story = scenario.story();
        for (Story.Event event : story.before()) {
            time.after(past.minus(event.offset()), () -> event.effect().accept(service));
        }
        for (Story.Event event : story.afterStart()) {
            time.after(past.plus(event.offset()), () -> event.effect().accept(service));
        }
    }

    public Scenario scenario() {
        return scenario;
    }

    public long seed() {
        return seed;
    }

    /** Returns the platform itself, without the latency and the trouble that stand between it and the ports. */
    SimulatedPlatform platform() {
        return new SimulatedPlatform(services, time, metricsSource(), dice);
    }

    /** Returns the clock of this world; it starts at {@link #START} unless told otherwise. */
    public TimeSource time() {
        return time;
    }

    public ServiceRegistry registry() {
        return new SimulatedRegistry(services, connection);
    }

    /**
     * Returns error rates in percent, or what else the scenario says, for every metric whose dimension {@code Service} names a
     * service; each period is published 30 seconds after its end unless the scenario says otherwise.
     */
    public MetricsSource metrics() {
        return metricsSource();
    }

    private SimulatedMetrics metricsSource() {
        return new SimulatedMetrics(services, connection, time);
    }

    /** Returns a probe that reaches the endpoints of {@link #healthUrl} and, never leaving the process, no others. */
    public HealthProbe health() {
        return endpoint -> connection.ask(
                "health",
                () -> Optional.ofNullable(endpoints.get(endpoint))
                        .map(this::answer)
                        .orElse(new HealthAnswer(
                                HealthAnswer.Status.INCONCLUSIVE, "no connection: nothing answers there in a drill")));
    }

    private HealthAnswer answer(SimulatedService service) {
        return service.answersHealthy(dice.unit("health", time.instant().toEpochMilli()))
                ? new HealthAnswer(HealthAnswer.Status.HEALTHY, "200")
                : new HealthAnswer(HealthAnswer.Status.UNHEALTHY, "503");
    }

    /** Returns an inspector that knows what the scenario's releases say of their migrations, which mostly is nothing. */
    public ChangeInspector inspector() {
        return (service, revisions) -> connection.ask("migrations", () -> findings(service, revisions));
    }

    private Map<RevisionId, MigrationFinding> findings(ServiceId id, Set<RevisionId> revisions) {
        var findings = new LinkedHashMap<RevisionId, MigrationFinding>();
        SimulatedService service = services.get(id);
        if (service != null) {
            revisions.stream()
                    .filter(revision -> service.catalog().definition(revision).isPresent())
                    .forEach(revision -> findings.put(
                            revision,
                            service.catalog().release(revision.number()).migrations()));
            findings.values().removeIf(finding -> finding.kind() == MigrationFinding.Kind.UNKNOWN);
        }
        return findings;
    }

    /** Returns the drill's own channel, which people are taken to read; {@link #notifications()} has what was sent. */
    public Notifier notifier() {
        return new Notifier() {
            @Override
            public void send(Notification notification) {
                connection.ask("notify", () -> notifications.add(notification));
            }

            @Override
            public boolean reachesPeople() {
                return true;
            }
        };
    }

    /** Returns when the incident began, as somebody in the drill states it; empty where nobody does. */
    public Optional<Instant> incidentStart() {
        return Optional.ofNullable(scenario.story().incidentAgo()).map(start::minus);
    }

    /** Returns the health endpoint that {@code service} would be registered with; empty where the scenario has none. */
    public Optional<URI> healthUrl(ServiceId service) {
        return scenario.setting().shown().healthEndpoint()
                ? Optional.of(URI.create("http://%s.drill.invalid/health".formatted(service.name())))
                : Optional.empty();
    }

    /** Returns what was sent to the drill's channel, oldest first. */
    public List<Notification> notifications() {
        return time.exclusively(() -> List.copyOf(notifications));
    }

    /** Returns what truly is, for whoever judges what an engine says of it. */
    public Truth truth() {
        return new Truth(services, time);
    }

    /** Returns every call that a port has taken, oldest first. */
    public List<SimulatedCall> calls() {
        return connection.calls();
    }

    /** Returns how many deployments and rollbacks the platform began because of writes through {@link #registry()}. */
    public int effectiveDeployments() {
        return time.exclusively(() -> services.values().stream()
                .mapToInt(SimulatedService::effectiveDeployments)
                .sum());
    }
}
