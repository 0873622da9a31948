package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The simulated platform's front door: latency, throttling, lost answers, stale reads, and a log of every call. */
final class SimulatedRegistry implements ServiceRegistry {
    private static final Duration HISTORY = Duration.ofDays(90);
    private static final Duration STALE = Duration.ofSeconds(4);

    private final World world;
    private final boolean exists;
    private final List<SimulatedCall> calls = new ArrayList<>();
    private @Nullable ServiceSnapshot stale;
    private Instant staleUntil = Instant.MIN;
    private int draws;
    private boolean lostOne;

    SimulatedRegistry(World world, boolean exists) {
        this.world = world;
        this.exists = exists;
    }

    List<SimulatedCall> calls() {
        return List.copyOf(calls);
    }

    void spend(String operation) {
        world.time.spend(Duration.ofMillis(world.noise.between(40, 120, operation, ++draws)));
    }

    /** Lets a call in, late, or turns it away. */
    void enter(String operation) {
        spend(operation);
        boolean throttled = world.noise.draw("throttle", ++draws) < world.scenario.throttledShare();
        log(operation, throttled ? "throttled" : "ok");
        if (throttled) {
            throw ProviderException.of(Kind.THROTTLED, operation + ": Rate exceeded");
        }
    }

    private void log(String operation, String effect) {
        calls.add(new SimulatedCall(world.time.instant(), operation, effect));
    }

    @Override
    public Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> services) {
        enter("describe");
        for (ServiceId service : services) {
            if (!service.cluster().equals("production")) {
                throw ProviderException.of(
                        Kind.NOT_FOUND,
                        "cluster %s not found; the simulator has production".formatted(service.cluster()));
            }
        }
        if (!exists || !services.contains(world.service)) {
            return Map.of();
        }
        boolean old = stale != null && world.time.instant().isBefore(staleUntil);
        return Map.of(world.service, old ? stale : snapshot());
    }

    private ServiceSnapshot snapshot() {
        return ServiceSnapshot.of(
                        world.service,
                        world.createdAt(),
                        World.DESIRED,
                        world.rollouts.stream().map(SimulatedRollout::seen).toList())
                .withLoadBalanced(List.of(new PortBinding("web", 8080)))
                .withEvents(world.events);
    }

    @Override
    public Map<ServiceId, DeploymentHistory> history(Set<ServiceId> services, Instant since) {
        enter("history");
        if (!exists || !services.contains(world.service)) {
            return Map.of();
        }
        return Map.of(
                world.service,
                new DeploymentHistory(
                        world.deployments.stream()
                                .filter(d -> !d.createdAt.isBefore(since))
                                .map(SimulatedDeployment::seen)
                                .toList(),
                        world.start.minus(HISTORY)));
    }

    @Override
    public Map<ServiceRevisionId, ServiceRevision> serviceRevisions(Set<ServiceRevisionId> ids) {
        enter("serviceRevisions");
        var known = new HashMap<>(world.serviceRevisions);
        known.keySet().retainAll(ids);
        return known;
    }

    @Override
    public Map<RevisionId, TaskDefinition> definitions(Set<RevisionId> ids) {
        enter("definitions");
        var known = new HashMap<RevisionId, TaskDefinition>();
        for (Release release : world.scenario.releases()) {
            var id = new RevisionId(world.service.name(), release.number());
            if (ids.contains(id)) {
                known.put(id, definition(id, release));
            }
        }
        return known;
    }

    private TaskDefinition definition(RevisionId id, Release release) {
        var containers = new ArrayList<ContainerDefinition>();
        containers.add(new ContainerDefinition(
                "web", "registry.example/" + world.service.name() + ":" + release.tag(), List.of(8080)));
        if (world.scenario.sidecar()) {
            containers.add(new ContainerDefinition("proxy", "registry.example/proxy:stable", List.of()));
        }
        return new TaskDefinition(id, release.status(), containers, release.content(), world.createdAt());
    }

    @Override
    public List<RevisionId> activeRevisions(String family, int limit) {
        enter("activeRevisions");
        return world.scenario.releases().stream()
                .filter(r -> family.equals(world.service.name()) && r.status() == DefinitionStatus.ACTIVE)
                .map(r -> new RevisionId(family, r.number()))
                .sorted(Comparator.reverseOrder())
                .limit(limit)
                .toList();
    }

    @Override
    public List<TaskFailure> failures(ServiceId service, DeploymentId rollout) {
        enter("failures");
        return world.rollouts.stream()
                .filter(r -> r.id.equals(rollout) && r.failed > 0)
                .map(r -> new TaskFailure(
                        "task-of-" + r.id, world.time.instant(), "Essential container in task exited", false))
                .toList();
    }

    @Override
    public DeploymentId update(ServiceId service, RevisionId revision) {
        return write("update", () -> world.update(revision, true));
    }

    @Override
    public void stop(ServiceId service, DeploymentId deployment) {
        write("stop", () -> {
            world.stop(deployment);
            return deployment;
        });
    }

    private DeploymentId write(String operation, Supplier<DeploymentId> effect) {
        world.time.spend(Duration.ofMillis(world.noise.between(150, 300, operation, ++draws)));
        if (world.noise.draw("throttle", ++draws) < world.scenario.throttledShare()) {
            log(operation, "throttled");
            throw ProviderException.of(Kind.THROTTLED, operation + ": Rate exceeded");
        }
        boolean lost = !lostOne && world.noise.draw("lost", ++draws) < world.scenario.lostShare();
        lostOne |= lost;
        boolean before = world.noise.draw("before", ++draws) < 0.5;
        if (lost && before) {
            log(operation, "lost before effect");
            throw ProviderException.unknownEffect(operation + ": connection reset");
        }
        ServiceSnapshot old = snapshot();
        DeploymentId made = effect.get();
        log(operation, lost ? "lost after effect" : "ok");
        if (lost) {
            stale = old;
            staleUntil = world.time.instant().plus(STALE);
            throw ProviderException.unknownEffect(operation + ": connection reset");
        }
        return made;
    }
}
