package io.incidentiq.simulator.aws.shape;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.metric.TargetGroup;
import io.incidentiq.simulator.world.SimulatedState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A service as DescribeServices shows it. */
public record ServiceShape(AwsNames names, SimulatedState state) {
    static Tree configuration(ServiceSnapshot service) {
        return Tree.of("deploymentCircuitBreaker", Tree.of("enable", true).with("rollback", true))
                .with("maximumPercent", 200)
                .with("minimumHealthyPercent", 100)
                .with("strategy", service.methodName())
                .with("bakeTimeInMinutes", 0);
    }

    private ServiceSnapshot now() {
        return state.snapshot();
    }

    private ServiceId id() {
        return now().service();
    }

    public Tree tree() {
        return identity()
                .with("desiredCount", now().desiredCount())
                .with("runningCount", sum(TaskCounts::running))
                .with("pendingCount", sum(TaskCounts::pending))
                .with("launchType", "FARGATE")
                .with("platformVersion", "LATEST")
                .with("platformFamily", "Linux")
                .with(
                        "taskDefinition",
                        now().primary()
                                .map(rollout -> names.definition(rollout.definition()))
                                .orElse(null))
                .with("deploymentConfiguration", configuration(now()))
                .with("deployments", deployments())
                .with("events", now().events().stream().map(this::event).toList())
                .with("createdAt", now().createdAt())
                .with("currentServiceDeployment", currentDeployment())
                .with("currentServiceRevisions", currentRevisions())
                .with("placementConstraints", List.of())
                .with("placementStrategy", List.of())
                .with("schedulingStrategy", "REPLICA")
                .with("deploymentController", Tree.of("type", "ECS"))
                .with("enableECSManagedTags", true)
                .with("propagateTags", "NONE")
                .with("enableExecuteCommand", false)
                .with("availabilityZoneRebalancing", "ENABLED");
    }

    private Tree identity() {
        return Tree.of("serviceArn", names.service(id()))
                .with("serviceName", id().name())
                .with("clusterArn", names.cluster(id().cluster()))
                .with("loadBalancers", loadBalancers(names, now()))
                .with("serviceRegistries", List.of())
                .with("status", now().status().name());
    }

    static List<Tree> loadBalancers(AwsNames names, ServiceSnapshot service) {
        String name = service.service().name();
        return service.loadBalanced().stream()
                .map(binding -> Tree.of("targetGroupArn", names.balancing(new TargetGroup(name, false).name()))
                        .with("containerName", binding.container())
                        .with("containerPort", binding.port())
                        .with("advancedConfiguration", advanced(names, service)))
                .toList();
    }

    private static @Nullable Tree advanced(AwsNames names, ServiceSnapshot service) {
        if (service.method() != DeploymentMethod.BLUE_GREEN) {
            return null;
        }
        String name = service.service().name();
        return Tree.of("alternateTargetGroupArn", names.balancing(new TargetGroup(name, true).name()))
                .with(
                        "productionListenerRule",
                        names.balancing("listener-rule/" + TargetGroup.LOAD_BALANCER + "/0a1b2c3d4e5f6071/" + name));
    }

    private Tree event(ServiceEvent event) {
        return Tree.of("id", event.id()).with("createdAt", event.at()).with("message", event.message());
    }

    private int sum(ToIntFunction<TaskCounts> count) {
        return now().rollouts().stream()
                .mapToInt(rollout -> count.applyAsInt(rollout.tasks()))
                .sum();
    }

    private @Nullable String currentDeployment() {
        List<Deployment> all = state.deployments();
        return all.isEmpty()
                ? null
                : names.serviceDeployment(id(), all.get(all.size() - 1).id());
    }

    private List<Tree> currentRevisions() {
        return byRevision().entrySet().stream()
                .map(entry -> Tree.of("arn", names.serviceRevision(id(), entry.getKey()))
                        .with("requestedTaskCount", entry.getValue().tasks().desired())
                        .with("runningTaskCount", entry.getValue().tasks().running())
                        .with("pendingTaskCount", entry.getValue().tasks().pending()))
                .toList();
    }

    private List<Tree> deployments() {
        return byRevision().entrySet().stream()
                .map(entry -> deployment(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns the rollouts of each service revision as one, as ECS lists them: a platform rollback has its old revision's id again. */
    private Map<ServiceRevisionId, Rollout> byRevision() {
        var merged = new LinkedHashMap<ServiceRevisionId, Rollout>();
        for (Rollout rollout : now().rollouts()) {
            merged.merge(Objects.requireNonNull(rollout.serviceRevision()), rollout, ServiceShape::together);
        }
        return merged;
    }

    /** The primary one comes first, so what isn't counted is the first one's. */
    private static Rollout together(Rollout first, Rollout other) {
        TaskCounts a = first.tasks();
        TaskCounts b = other.tasks();
        return first.withTasks(new TaskCounts(
                a.desired() + b.desired(),
                a.running() + b.running(),
                a.pending() + b.pending(),
                a.failed() + b.failed(),
                a.unhealthy() + b.unhealthy()));
    }

    private Tree deployment(ServiceRevisionId revision, Rollout rollout) {
        TaskCounts tasks = rollout.tasks();
        Tree tree = Tree.of("id", AwsNames.rollout(revision))
                .with("status", rollout.primary() ? "PRIMARY" : "ACTIVE")
                .with("taskDefinition", names.definition(rollout.definition()))
                .with("desiredCount", tasks.desired())
                .with("pendingCount", tasks.pending())
                .with("runningCount", tasks.running())
                .with("failedTasks", tasks.failed())
                .with("createdAt", rollout.createdAt())
                .with("updatedAt", rollout.createdAt())
                .with("launchType", "FARGATE")
                .with("platformVersion", "1.4.0")
                .with("platformFamily", "Linux");
        return rollout.state() == RolloutState.UNKNOWN
                ? tree
                : tree.with("rolloutState", rollout.state().name())
                        .with(
                                "rolloutStateReason",
                                rollout.reason().replace(rollout.id().value(), AwsNames.rollout(revision)));
    }
}
