package io.incidentiq.aws.ecs;

import io.incidentiq.aws.secret.Secrets;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;

/** Turns what DescribeServices shows into the ports' words. */
final class Snapshots {
    private static final String PRIMARY = "PRIMARY";

    private Snapshots() {}

    /**
     * Returns what {@code service} shows.
     *
     * @param current the service's current deployment; null if nothing is known of it
     * @param unhealthy how many tasks of the primary rollout are unhealthy, as far as was looked
     */
    static ServiceSnapshot of(ServiceId id, Service service, @Nullable KnownDeployment current, int unhealthy) {
        List<Rollout> rollouts = service.deployments().stream()
                .filter(d -> isPrimary(d) || !"INACTIVE".equals(d.status()))
                .sorted(Comparator.comparing(Snapshots::isPrimary).reversed())
                .map(d -> rollout(service, d, current, isPrimary(d) ? unhealthy : 0))
                .toList();
        ServiceSnapshot snapshot = ServiceSnapshot.of(
                        id,
                        Objects.requireNonNullElse(service.createdAt(), Instant.EPOCH),
                        count(service.desiredCount()),
                        rollouts)
                .withPlace(Place.ofArn(service.serviceArn()))
                .withTaskSets(taskSets(service))
                .withStatus(status(service.status()))
                .withLoadBalanced(service.loadBalancers().stream()
                        .filter(lb -> lb.containerName() != null && lb.containerPort() != null)
                        .map(lb -> new PortBinding(lb.containerName(), lb.containerPort()))
                        .toList())
                .withRequestCounts(TargetGroups.counts(service))
                .withEvents(service.events().stream()
                        .map(e -> new ServiceEvent(
                                e.id(), e.createdAt(), Secrets.removed(Objects.requireNonNullElse(e.message(), ""))))
                        .sorted(Comparator.comparing(ServiceEvent::at).reversed())
                        .toList())
                .withDeploymentAlarms(deploymentAlarms(service));
        return methodNobodyKnows(service)
                .map(snapshot::withUnknownMethod)
                .orElseGet(() -> snapshot.withMethod(method(service)));
    }

    /** Returns what ECS calls a controller, a scheduling or a strategy that this SDK doesn't know; empty where it knows all three. */
    private static Optional<String> methodNobodyKnows(Service service) {
        DeploymentController controller = service.deploymentController();
        if (controller != null && controller.type() == DeploymentControllerType.UNKNOWN_TO_SDK_VERSION) {
            return Optional.of(controller.typeAsString());
        }
        if (service.schedulingStrategy() == SchedulingStrategy.UNKNOWN_TO_SDK_VERSION) {
            return Optional.of(service.schedulingStrategyAsString());
        }
        return Optional.ofNullable(service.deploymentConfiguration())
                .filter(c -> c.strategy() == DeploymentStrategy.UNKNOWN_TO_SDK_VERSION)
                .map(DeploymentConfiguration::strategyAsString);
    }

    private static List<TaskSet> taskSets(Service service) {
        return service.taskSets().stream()
                .filter(s -> s.id() != null && s.taskDefinition() != null)
                .map(s -> new TaskSet(
                        s.id(), RevisionId.parse(s.taskDefinition(), ""), PRIMARY.equals(s.status()), s.externalId()))
                .toList();
    }

    private static List<String> deploymentAlarms(Service service) {
        return Optional.ofNullable(service.deploymentConfiguration())
                .map(DeploymentConfiguration::alarms)
                .filter(a -> Boolean.TRUE.equals(a.enable()) && Boolean.TRUE.equals(a.rollback()))
                .map(DeploymentAlarms::alarmNames)
                .orElse(List.of());
    }

    static Optional<Deployment> primary(Service service) {
        return service.deployments().stream().filter(Snapshots::isPrimary).findFirst();
    }

    private static boolean isPrimary(Deployment deployment) {
        return PRIMARY.equals(deployment.status());
    }

    /** Returns whether all that the service is to run runs in {@code primary}, by their numbers, while ECS has not said so yet. */
    static boolean completeByCount(Service service, Deployment primary) {
        return primary.rolloutState() == DeploymentRolloutState.IN_PROGRESS
                && count(primary.desiredCount()) > 0
                && count(primary.runningCount()) >= count(primary.desiredCount())
                && service.deployments().stream().allMatch(d -> isPrimary(d) || count(d.runningCount()) == 0);
    }

    /**
     * Returns whether {@code primary} undoes {@code current}: ECS undoes the current deployment, and what it shows is not what that
     * deployment set out to start. Ids and times don't tell: the old rollout may come back as it was.
     */
    static boolean undoes(Deployment primary, KnownDeployment current) {
        boolean itsOwn = primary.id().equals(current.deployment().id().value());
        return !itsOwn && current.undone();
    }

    private static Rollout rollout(Service service, Deployment seen, @Nullable KnownDeployment current, int unhealthy) {
        var id = new io.incidentiq.rollback.port.DeploymentId(seen.id());
        RevisionId definition = RevisionId.parse(seen.taskDefinition(), "");
        Instant createdAt = Objects.requireNonNullElse(seen.createdAt(), Instant.EPOCH);
        KnownDeployment undone = isPrimary(seen) && current != null && undoes(seen, current) ? current : null;
        Rollout rollout = (isPrimary(seen)
                        ? Rollout.primary(id, definition, createdAt)
                        : Rollout.draining(id, definition, createdAt))
                .withTasks(new TaskCounts(
                        count(seen.desiredCount()),
                        count(seen.runningCount()),
                        count(seen.pendingCount()),
                        count(seen.failedTasks()),
                        unhealthy))
                .withState(
                        state(seen.rolloutState()),
                        Secrets.removed(Objects.requireNonNullElse(seen.rolloutStateReason(), "")));
        if (undone != null) {
            rollout = rollout.withRollbackOf(undone.deployment().id());
        }
        ServiceRevisionId revision = hasStarted(seen) ? revision(service, seen, current, undone != null) : null;
        return revision == null ? rollout : rollout.withServiceRevision(revision);
    }

    /** Before a task runs ECS has not resolved the images, and the record of them is empty. */
    private static boolean hasStarted(Deployment seen) {
        return count(seen.runningCount()) > 0 || seen.rolloutState() == DeploymentRolloutState.COMPLETED;
    }

    private static @Nullable ServiceRevisionId revision(
            Service service, Deployment seen, @Nullable KnownDeployment current, boolean undoes) {
        if (current != null && undoes && current.deployment().rolledBackTo() != null) {
            return current.deployment().rolledBackTo();
        }
        if (current != null && seen.id().equals(current.deployment().id().value())) {
            return current.deployment().started();
        }
        String segment = Arns.lastSegment(seen.id());
        return service.currentServiceRevisions().stream()
                .map(ServiceCurrentRevisionSummary::arn)
                .filter(arn -> Arns.lastSegment(arn).equals(segment))
                .map(ServiceRevisionId::new)
                .findFirst()
                .orElse(null);
    }

    private static RolloutState state(@Nullable DeploymentRolloutState state) {
        if (state == null) {
            return RolloutState.UNKNOWN;
        }
        return switch (state) {
            case COMPLETED -> RolloutState.COMPLETED;
            case FAILED -> RolloutState.FAILED;
            case IN_PROGRESS -> RolloutState.IN_PROGRESS;
            case UNKNOWN_TO_SDK_VERSION -> RolloutState.UNKNOWN;
        };
    }

    private static ServiceStatus status(@Nullable String status) {
        if ("ACTIVE".equals(status)) {
            return ServiceStatus.ACTIVE;
        }
        if ("DRAINING".equals(status)) {
            return ServiceStatus.DRAINING;
        }
        return status == null || "INACTIVE".equals(status) ? ServiceStatus.INACTIVE : ServiceStatus.UNKNOWN;
    }

    /** Who deploys comes before how. */
    private static DeploymentMethod method(Service service) {
        DeploymentControllerType controller = service.deploymentController() == null
                ? null
                : service.deploymentController().type();
        if (controller == DeploymentControllerType.CODE_DEPLOY) {
            return DeploymentMethod.CODE_DEPLOY;
        }
        if (controller == DeploymentControllerType.EXTERNAL) {
            return DeploymentMethod.EXTERNAL;
        }
        if (service.schedulingStrategy() == SchedulingStrategy.DAEMON) {
            return DeploymentMethod.DAEMON;
        }
        DeploymentStrategy strategy = service.deploymentConfiguration() == null
                ? null
                : service.deploymentConfiguration().strategy();
        return strategy == null ? DeploymentMethod.ROLLING : method(strategy);
    }

    private static DeploymentMethod method(DeploymentStrategy strategy) {
        return switch (strategy) {
            case ROLLING -> DeploymentMethod.ROLLING;
            case BLUE_GREEN -> DeploymentMethod.BLUE_GREEN;
            case LINEAR -> DeploymentMethod.LINEAR;
            case CANARY -> DeploymentMethod.CANARY;
            case UNKNOWN_TO_SDK_VERSION -> DeploymentMethod.UNKNOWN;
        };
    }

    private static int count(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
