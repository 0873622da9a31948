package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.simulator.world.SimulatedService;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The simulated platform as a place where services run. */
public final class SimulatedRegistry implements ServiceRegistry {
    private final Map<ServiceId, SimulatedService> services;
    private final Connection connection;

    public SimulatedRegistry(Map<ServiceId, SimulatedService> services, Connection connection) {
        this.services = services;
        this.connection = connection;
    }

    @Override
    public Place place() {
        return Place.drill();
    }

    @Override
    public Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> asked) {
        return connection.read("describe", () -> found(asked, SimulatedService::snapshot));
    }

    @Override
    public Map<ServiceId, DeploymentHistory> history(Set<ServiceId> asked, Instant since) {
        return connection.read(
                "history",
                () -> found(asked, service -> named(service.snapshot().service(), service.history(since))));
    }

    /** The names by which commands take deployments are those of the platform's AWS face. */
    private static DeploymentHistory named(ServiceId service, DeploymentHistory history) {
        return new DeploymentHistory(
                history.deployments().stream()
                        .map(d -> d.withArn(arn(service, d.id())))
                        .toList(),
                history.completeSince());
    }

    private static String arn(ServiceId service, DeploymentId id) {
        return "arn:aws:ecs:us-east-1:123456789012:service-deployment/%s/%s/%s"
                .formatted(
                        service.cluster(),
                        service.name(),
                        id.value().substring(id.value().lastIndexOf('/') + 1));
    }

    private <T> Map<ServiceId, T> found(Set<ServiceId> asked, Function<SimulatedService, T> look) {
        var found = new LinkedHashMap<ServiceId, T>();
        for (ServiceId id : asked) {
            requireCluster(id);
            SimulatedService service = services.get(id);
            if (service != null) {
                found.put(id, look.apply(service));
            }
        }
        return found;
    }

    @Override
    public Map<ServiceRevisionId, ServiceRevision> serviceRevisions(Set<ServiceRevisionId> ids) {
        return connection.read("serviceRevisions", () -> firstKnown(ids, SimulatedService::revision));
    }

    @Override
    public Map<RevisionId, TaskDefinition> definitions(Set<RevisionId> ids) {
        return connection.read(
                "definitions",
                () -> firstKnown(
                        ids, (service, id) -> service.catalog().definition(id).orElse(null)));
    }

    @FunctionalInterface
    private interface Lookup<K, V> {
        @Nullable
        V in(SimulatedService service, K key);
    }

    private <K, V> Map<K, V> firstKnown(Set<K> keys, Lookup<K, V> lookup) {
        var known = new LinkedHashMap<K, V>();
        for (K key : keys) {
            for (SimulatedService service : services.values()) {
                V value = lookup.in(service, key);
                if (value != null) {
                    known.putIfAbsent(key, value);
                }
            }
        }
        return known;
    }

    @Override
    public List<RevisionId> activeRevisions(String family, int limit) {
        return connection.read(
                "activeRevisions",
                () -> services.entrySet().stream()
                        .filter(entry -> entry.getKey().name().equals(family))
                        .flatMap(entry -> entry.getValue().catalog().active().stream())
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<TaskFailure> failures(ServiceId service, DeploymentId rollout) {
        return connection.read("failures", () -> existing(service).failures(rollout));
    }

    @Override
    public DeploymentId update(ServiceId service, RevisionId revision) {
        return connection.write("update " + revision, () -> {
            SimulatedService target = existing(service);
            if (!revision.family().equals(service.name())) {
                throw ProviderException.of(
                        ProviderException.Kind.REJECTED,
                        "task definition %s is unknown: this platform has the family %s"
                                .formatted(revision, service.name()));
            }
            return target.update(revision.number());
        });
    }

    @Override
    public void stop(ServiceId service, DeploymentId deployment) {
        connection.write("stop " + deployment, () -> {
            existing(service).stop(deployment);
            return deployment;
        });
    }

    private SimulatedService existing(ServiceId id) {
        requireCluster(id);
        SimulatedService service = services.get(id);
        if (service == null) {
            throw ProviderException.of(ProviderException.Kind.NOT_FOUND, "service %s not found".formatted(id));
        }
        return service;
    }

    private static void requireCluster(ServiceId id) {
        if (!id.cluster().equals(SimulatedPlatform.CLUSTER)) {
            throw ProviderException.of(
                    ProviderException.Kind.NOT_FOUND,
                    "cluster '%s' not found: the simulated platform has the cluster '%s'"
                            .formatted(id.cluster(), SimulatedPlatform.CLUSTER));
        }
    }
}
