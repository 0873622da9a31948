package io.incidentiq.simulator.hostile;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.rollback.port.TaskSet;
import io.incidentiq.simulator.Simulation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A platform that says {@code text} wherever it may say what it likes: in events, reasons, names of containers and images, labels, names
 * of deployments and alarms, and in the trouble that its first read meets.
 */
final class HostileRegistry implements ServiceRegistry {
    private final ServiceRegistry platform;
    private final String text;
    private final DeploymentMethod method;
    private boolean asked;

    HostileRegistry(ServiceRegistry platform, String text, DeploymentMethod method) {
        this.platform = platform;
        this.text = text;
        this.method = method;
    }

    private static <K, V> Map<K, V> each(Map<K, V> values, UnaryOperator<V> change) {
        var changed = new LinkedHashMap<K, V>();
        values.forEach((key, value) -> changed.put(key, change.apply(value)));
        return changed;
    }

    @Override
    public Place place() {
        return Place.unknown().withRegion("eu-west-1").withProfile("ops" + text);
    }

    @Override
    public Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> services) {
        if (!asked) {
            asked = true;
            throw ProviderException.of(ProviderException.Kind.THROTTLED, "throttled: " + text);
        }
        return each(platform.describe(services), this::snapshot);
    }

    private ServiceSnapshot snapshot(ServiceSnapshot snapshot) {
        List<Rollout> rollouts = snapshot.rollouts().stream()
                .map(r -> r.withState(r.state(), r.reason() + text))
                .toList();
        ServiceSnapshot said = ServiceSnapshot.of(
                        snapshot.service(), snapshot.createdAt(), snapshot.desiredCount(), rollouts)
                .withStatus(snapshot.status())
                .withMethod(method)
                .withLoadBalanced(snapshot.loadBalanced().stream()
                        .map(p -> new PortBinding(p.container() + text, p.port()))
                        .toList())
                .withEvents(List.of(new ServiceEvent("e" + text, Simulation.START, "event " + text)))
                .withDeploymentAlarms(List.of("alarm" + text));
        return switch (method) {
            case UNKNOWN -> said.withUnknownMethod("METHOD" + text);
            case CODE_DEPLOY, EXTERNAL ->
                said.withTaskSets(snapshot.rollouts().stream()
                        .map(r -> new TaskSet("set" + text, r.definition(), r.primary(), "d-1" + text))
                        .toList());
            default -> said;
        };
    }

    @Override
    public Map<ServiceId, DeploymentHistory> history(Set<ServiceId> services, Instant since) {
        return each(
                platform.history(services, since),
                h -> new DeploymentHistory(
                        h.deployments().stream().map(this::deployment).toList(), h.completeSince()));
    }

    private Deployment deployment(Deployment deployment) {
        return deployment.withReason(deployment.reason() + text).withArn("arn:aws:ecs" + text);
    }

    @Override
    public Map<DeploymentId, Deployment> deployments(ServiceId service, Set<DeploymentId> ids) {
        return each(platform.deployments(service, ids), this::deployment);
    }

    @Override
    public Map<ServiceRevisionId, ServiceRevision> serviceRevisions(Set<ServiceRevisionId> ids) {
        return each(
                platform.serviceRevisions(ids),
                r -> new ServiceRevision(
                        r.id(),
                        r.definition(),
                        r.images().stream()
                                .map(i -> new Image(i.container() + text, i.reference() + text, i.digest()))
                                .toList()));
    }

    @Override
    public Map<RevisionId, TaskDefinition> definitions(Set<RevisionId> ids) {
        return each(platform.definitions(ids), this::definition);
    }

    private TaskDefinition definition(TaskDefinition definition) {
        return new TaskDefinition(
                definition.id(),
                definition.status(),
                definition.containers().stream()
                        .map(c -> new ContainerDefinition(c.name() + text, c.image() + text, c.ports()))
                        .toList(),
                definition.fingerprint(),
                definition.registeredAt(),
                Map.of("commit", "abc" + text, "label" + text, text));
    }

    @Override
    public List<RevisionId> activeRevisions(String family, int limit) {
        return platform.activeRevisions(family, limit);
    }

    @Override
    public List<TaskFailure> failures(ServiceId service, DeploymentId rollout) {
        return platform.failures(service, rollout).stream()
                .map(f -> new TaskFailure("task" + text, f.at(), f.reason() + text, f.permanent()))
                .toList();
    }

    @Override
    public DeploymentId update(ServiceId service, RevisionId revision) {
        return platform.update(service, revision);
    }

    @Override
    public void stop(ServiceId service, DeploymentId deployment) {
        throw ProviderException.of(ProviderException.Kind.REJECTED, "stop refused: " + text);
    }
}
