package io.incidentiq.simulator.aws.shape;

import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.world.SimulatedTask;
import java.util.List;

/** A task as ECS shows it. */
public record TaskShape(AwsNames names, ServiceId service, SimulatedTask task) {
    private static final int CRASHED = 1;
    private static final String NOT_STARTED = "Task failed to start";

    public String arn() {
        return names.task(service.cluster(), task.id());
    }

    /** ECS never wants a task to stay PENDING. */
    public String wantedStatus() {
        return wantedStopped() ? "STOPPED" : "RUNNING";
    }

    /** ECS tags the tasks of a service that has managed tags. */
    public List<Tree> tags() {
        return List.of(
                Tree.of("key", "aws:ecs:clusterName").with("value", service.cluster()),
                Tree.of("key", "aws:ecs:serviceName").with("value", service.name()));
    }

    /** Returns whether it is to be stopped, which a draining task is before it has. */
    private boolean wantedStopped() {
        return task.status() == SimulatedTask.Status.STOPPED || task.status() == SimulatedTask.Status.DEACTIVATING;
    }

    private boolean runs() {
        return task.status() == SimulatedTask.Status.RUNNING || task.status() == SimulatedTask.Status.DEACTIVATING;
    }

    public Tree tree() {
        Tree tree = Tree.of("taskArn", arn())
                .with("clusterArn", names.cluster(service.cluster()))
                .with("taskDefinitionArn", names.definition(task.runs().definition()))
                .with("group", "service:" + service.name())
                .with("startedBy", AwsNames.rollout(task.runs().id()))
                .with("lastStatus", task.status().name())
                .with("desiredStatus", wantedStatus())
                .with("healthStatus", "UNKNOWN")
                .with("launchType", "FARGATE")
                .with("platformVersion", "1.4.0")
                .with("platformFamily", "Linux")
                .with("cpu", "256")
                .with("memory", "512")
                .with("connectivity", runs() ? "CONNECTED" : null)
                .with("createdAt", task.createdAt())
                .with("startedAt", task.startedAt())
                .with("version", 1)
                .with("attachments", List.of())
                .with("attributes", List.of())
                .with("tags", List.of())
                .with(
                        "containers",
                        task.runs().images().stream().map(this::container).toList());
        TaskFailure failure = task.failure();
        return failure == null ? tree : ended(tree, failure);
    }

    /** Some reasons ECS gives of the container, and of the task only that it failed. */
    private static boolean ofContainer(TaskFailure failure) {
        return failure.reason().startsWith(NOT_STARTED + ": ");
    }

    private boolean neverRan() {
        return task.startedAt() == null;
    }

    private Tree ended(Tree tree, TaskFailure failure) {
        return tree.with("stoppedAt", failure.at())
                .with("stoppingAt", failure.at())
                .with("stoppedReason", ofContainer(failure) ? NOT_STARTED : failure.reason())
                .with("stopCode", neverRan() ? "TaskFailedToStart" : "EssentialContainerExited");
    }

    private Tree container(Image image) {
        boolean exited = task.status() == SimulatedTask.Status.STOPPED && !neverRan();
        TaskFailure failure = task.failure();
        String reason =
                failure != null && ofContainer(failure) ? failure.reason().substring(NOT_STARTED.length() + 2) : null;
        return Tree.of("containerArn", arn().replace(":task/", ":container/") + "/" + image.container())
                .with("taskArn", arn())
                .with("name", image.container())
                .with("image", image.reference())
                .with("imageDigest", image.digest())
                .with("lastStatus", runs() ? "RUNNING" : task.status().name())
                .with("exitCode", exited ? CRASHED : null)
                .with("reason", reason)
                .with("healthStatus", "UNKNOWN")
                .with("networkBindings", List.of())
                .with("networkInterfaces", List.of());
    }
}
