package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.aws.call.InParallel;
import io.incidentiq.aws.call.NextToken;
import io.incidentiq.aws.secret.Secrets;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The tasks of one rollout: why they stopped, and whether they are well. ECS keeps stopped tasks for about an hour. */
record Tasks(AwsCalls calls) {
    private static final int AT_ONCE = 100;

    /** Returns why tasks of {@code rollout} stopped or never started, newest first; not those that were told to go. */
    List<TaskFailure> failures(ServiceId service, DeploymentId rollout) {
        return tasks(service, rollout, DesiredStatus.STOPPED).stream()
                .filter(Tasks::failed)
                .map(Tasks::failure)
                .sorted(Comparator.comparing(TaskFailure::at).reversed())
                .toList();
    }

    /** Returns how many tasks of {@code rollout} are meant to run and are unhealthy by their containers' checks. */
    int unhealthy(ServiceId service, DeploymentId rollout) {
        return (int) tasks(service, rollout, DesiredStatus.RUNNING).stream()
                .filter(task -> task.healthStatus() == HealthStatus.UNHEALTHY)
                .count();
    }

    /** Tasks are started by the rollout that they belong to; that filter of ListTasks stands no other beside it. */
    private List<Task> tasks(ServiceId service, DeploymentId rollout, DesiredStatus status) {
        return InParallel.batches(arns(service, status), AT_ONCE, batch -> describe(service, batch)).stream()
                .flatMap(List::stream)
                .filter(task -> rollout.value().equals(task.startedBy()))
                .toList();
    }

    private List<String> arns(ServiceId service, DesiredStatus status) {
        var arns = new ArrayList<String>();
        String token = null;
        do {
            ListTasksResponse page = calls.ecs(
                    ListTasksRequest.builder()
                            .cluster(service.cluster())
                            .serviceName(service.name())
                            .desiredStatus(status)
                            .maxResults(AT_ONCE)
                            .nextToken(token)
                            .overrideConfiguration(AwsCalls.READ)
                            .build(),
                    "service/" + service,
                    calls.ecs()::listTasks);
            arns.addAll(page.taskArns());
            token = NextToken.after(token, page.nextToken());
        } while (token != null);
        return arns;
    }

    private List<Task> describe(ServiceId service, List<String> arns) {
        var request = DescribeTasksRequest.builder()
                .cluster(service.cluster())
                .tasks(arns)
                .overrideConfiguration(AwsCalls.READ)
                .build();
        return calls.ecs(request, "tasks of service/" + service, calls.ecs()::describeTasks)
                .tasks();
    }

    private static boolean failed(Task task) {
        TaskStopCode code = task.stopCode();
        boolean unhealthy = code == TaskStopCode.SERVICE_SCHEDULER_INITIATED
                && reason(task).toLowerCase(Locale.ROOT).contains("health check");
        return unhealthy
                || code == TaskStopCode.TASK_FAILED_TO_START
                || code == TaskStopCode.ESSENTIAL_CONTAINER_EXITED
                || code == TaskStopCode.SPOT_INTERRUPTION;
    }

    private static TaskFailure failure(Task task) {
        String why = reason(task);
        Instant at = Objects.requireNonNullElse(
                task.stoppedAt(), Objects.requireNonNullElse(task.stoppingAt(), Instant.EPOCH));
        return new TaskFailure(Arns.lastSegment(task.taskArn()), at, Secrets.removed(why), permanent(why));
    }

    /** ECS says why in the task's words, a container's, or both; to be judged as it is, and shown without secrets. */
    private static String reason(Task task) {
        String ofTask = Objects.requireNonNullElse(task.stoppedReason(), "");
        Optional<String> ofContainer = task.containers().stream()
                .map(Tasks::reason)
                .filter(why -> !why.isEmpty() && !ofTask.contains(why))
                .findFirst();
        String both = ofContainer
                .map(why -> ofTask.isEmpty() ? why : ofTask + ": " + why)
                .orElse(ofTask);
        return both.isEmpty() ? "ECS gives no reason" : both;
    }

    private static String reason(Container container) {
        if (container.reason() != null) {
            return container.reason();
        }
        boolean exited = container.exitCode() != null && container.exitCode() != 0;
        return exited ? "container %s exited with %d".formatted(container.name(), container.exitCode()) : "";
    }

    /** Returns whether no other try can help, by {@link TaskStops}. */
    static boolean permanent(String why) {
        return TaskStops.permanent(why);
    }
}
