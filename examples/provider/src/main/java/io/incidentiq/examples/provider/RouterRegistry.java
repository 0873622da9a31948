package io.incidentiq.examples.provider;

import io.incidentiq.examples.provider.BlueGreenRouter.Application;
import io.incidentiq.examples.provider.BlueGreenRouter.Build;
import io.incidentiq.examples.provider.BlueGreenRouter.Cutover;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Applications behind a {@link BlueGreenRouter} as services: the router is the cluster, a build is a revision, a cutover is a
 * deployment. Thread-safe.
 */
public final class RouterRegistry implements ServiceRegistry {
    private static final String CONTAINER = "app";
    private static final TaskCounts WARMING = new TaskCounts(1, 0, 1, 0, 0);
    private static final TaskCounts SERVING = new TaskCounts(1, 1, 0, 0, 0);

    private final BlueGreenRouter router;

    RouterRegistry(BlueGreenRouter router) {
        this.router = router;
    }

    @Override
    public Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> services) {
        return found(services, this::snapshot);
    }

    private ServiceSnapshot snapshot(ServiceId service, Application app) {
        Instant now = router.now();
        var rollouts = new ArrayList<Rollout>();
        Optional<Cutover> serving = app.serving(now);
        app.newest().filter(c -> !c.over(now)).ifPresent(warming -> {
            rollouts.add(rollout(service, warming, true).withTasks(WARMING));
            serving.ifPresent(old -> rollouts.add(rollout(service, old, false).withTasks(SERVING)));
        });
        if (rollouts.isEmpty()) {
            serving.ifPresent(only -> rollouts.add(settled(service, app, only)));
        }
        return ServiceSnapshot.of(service, app.createdAt(), 1, rollouts);
    }

    /** An aborted cutover leaves the service on what it had: the engine must see that as the end of that cutover. */
    private static Rollout settled(ServiceId service, Application app, Cutover serving) {
        Rollout rollout = rollout(service, serving, true).withTasks(SERVING).withState(RolloutState.COMPLETED, "");
        Cutover newest = app.newest().orElseThrow();
        return newest.equals(serving) ? rollout : rollout.withRollbackOf(new DeploymentId(newest.id()));
    }

    private static Rollout rollout(ServiceId service, Cutover cutover, boolean primary) {
        var id = new DeploymentId(cutover.id());
        RevisionId revision = revision(service, cutover);
        Rollout rollout = primary
                ? Rollout.primary(id, revision, cutover.askedAt())
                : Rollout.draining(id, revision, cutover.askedAt());
        return rollout.withServiceRevision(recordOf(revision));
    }

    @Override
    public Map<ServiceId, DeploymentHistory> history(Set<ServiceId> services, Instant since) {
        return found(services, (service, app) -> {
            List<Deployment> deployments = app.cutovers().stream()
                    .filter(cutover -> !cutover.askedAt().isBefore(since))
                    .map(cutover -> deployment(service, app, cutover))
                    .toList();
            return new DeploymentHistory(deployments, app.createdAt()); // this router forgets nothing
        });
    }

    private Deployment deployment(ServiceId service, Application app, Cutover cutover) {
        var id = new DeploymentId(cutover.id());
        ServiceRevisionId started = recordOf(revision(service, cutover));
        if (!cutover.over(router.now())) {
            return Deployment.of(id, started, DeploymentState.IN_PROGRESS, cutover.askedAt());
        }
        DeploymentState state = switch (cutover.end()) {
            case SWITCHED -> DeploymentState.SUCCESSFUL;
            case ABORTED -> DeploymentState.ROLLBACK_SUCCESSFUL;
            case OVERTAKEN -> DeploymentState.STOPPED;
        };
        Deployment over = Deployment.of(id, started, state, cutover.askedAt()).withFinishedAt(cutover.endsAt());
        return state != DeploymentState.ROLLBACK_SUCCESSFUL
                ? over
                : app.serving(cutover.endsAt())
                        .map(kept -> over.withRolledBackTo(recordOf(revision(service, kept))))
                        .orElse(over);
    }

    @Override
    public Map<ServiceRevisionId, ServiceRevision> serviceRevisions(Set<ServiceRevisionId> ids) {
        var known = new HashMap<ServiceRevisionId, ServiceRevision>();
        for (ServiceRevisionId id : ids) {
            RevisionId revision = RevisionId.parse(id.value(), "unknown");
            build(revision).ifPresent(build -> {
                var image = new Image(CONTAINER, build.image(), null); // names its digest itself
                known.put(id, new ServiceRevision(id, revision, List.of(image)));
            });
        }
        return known;
    }

    @Override
    public Map<RevisionId, TaskDefinition> definitions(Set<RevisionId> ids) {
        var known = new HashMap<RevisionId, TaskDefinition>();
        for (RevisionId id : ids) {
            build(id).ifPresent(build -> known.put(id, definition(id, build)));
        }
        return known;
    }

    private static TaskDefinition definition(RevisionId id, Build build) {
        DefinitionStatus status = build.withdrawn() ? DefinitionStatus.INACTIVE : DefinitionStatus.ACTIVE;
        var container = new ContainerDefinition(CONTAINER, build.image(), List.of());
        return new TaskDefinition(id, status, List.of(container), build.image(), build.builtAt());
    }

    private Optional<Build> build(RevisionId id) {
        return router.application(id.family()).map(app -> app.builds().get(id.number()));
    }

    @Override
    public List<RevisionId> activeRevisions(String family, int limit) {
        return router.application(family).stream()
                .flatMap(app -> app.builds().values().stream())
                .filter(build -> !build.withdrawn())
                .map(build -> new RevisionId(family, build.number()))
                .sorted(Comparator.reverseOrder())
                .limit(limit)
                .toList();
    }

    /** The router knows of no tasks: a pool is well or it isn't. */
    @Override
    public List<TaskFailure> failures(ServiceId service, DeploymentId rollout) {
        return List.of();
    }

    @Override
    public DeploymentId update(ServiceId service, RevisionId revision) {
        requireCluster(service);
        if (!revision.family().equals(service.name())) {
            throw ProviderException.of(
                    ProviderException.Kind.REJECTED, "%s is no build of %s".formatted(revision, service));
        }
        return new DeploymentId(answered(() -> router.cutOver(service.name(), revision.number())));
    }

    @Override
    public void stop(ServiceId service, DeploymentId deployment) {
        requireCluster(service);
        answered(() -> {
            router.abort(service.name(), deployment.value());
            return deployment;
        });
    }

    /** The one place that knows what the platform's errors mean to the engine. */
    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (BlueGreenRouter.Refusal refusal) {
            ProviderException.Kind kind =
                    refusal.status() == 404 ? ProviderException.Kind.NOT_FOUND : ProviderException.Kind.REJECTED;
            throw ProviderException.of(kind, String.valueOf(refusal.getMessage()))
                    .causedBy(refusal);
        }
    }

    private void requireCluster(ServiceId service) {
        if (!service.cluster().equals(router.name())) {
            throw ProviderException.of(
                    ProviderException.Kind.NOT_FOUND,
                    "no router %s; this one is %s".formatted(service.cluster(), router.name()));
        }
    }

    private <T> Map<ServiceId, T> found(Set<ServiceId> services, BiFunction<ServiceId, Application, T> look) {
        var found = new HashMap<ServiceId, T>();
        for (ServiceId service : services) {
            requireCluster(service);
            router.application(service.name()).ifPresent(app -> found.put(service, look.apply(service, app)));
        }
        return found;
    }

    private static RevisionId revision(ServiceId service, Cutover cutover) {
        return new RevisionId(service.name(), cutover.build().number());
    }

    /** A build never changes, so it is its own record of what was started. */
    private static ServiceRevisionId recordOf(RevisionId revision) {
        return new ServiceRevisionId(revision.toString());
    }
}
