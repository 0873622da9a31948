package io.incidentiq.simulator.aws.operation;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.aws.shape.TaskShape;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.world.SimulatedState;
import io.incidentiq.simulator.world.SimulatedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** ECS: tasks. A stopped one can be seen for an hour, as in ECS. */
public final class TaskOperations {
    private static final int PAGE = 100;
    private static final int MAX_DESCRIBED = 100;
    private static final Duration STOPPED_KEPT = Duration.ofHours(1);

    public Map<String, Operation> all() {
        return Map.of(
                "ListTasks",
                        Operation.read(
                                this::listTasks,
                                "cluster",
                                "serviceName",
                                "family",
                                "startedBy",
                                "desiredStatus",
                                "launchType",
                                "maxResults",
                                "nextToken"),
                "DescribeTasks", Operation.read(this::describeTasks, "cluster", "tasks", "include"));
    }

    private Tree listTasks(Call call) {
        View view = call.view();
        view.requireCluster(call.body());
        Optional<String> service = call.body().text("serviceName");
        service.ifPresent(name -> {
            view.existing(name);
            call.concerns(AwsNames.last(name));
        });
        String status =
                AllowedWords.of(call.body(), "desiredStatus", "RUNNING", List.of("RUNNING", "PENDING", "STOPPED"));
        String launchType = AllowedWords.of(call.body(), "launchType", "FARGATE", ServiceOperations.LAUNCH_TYPES);
        List<String> arns = shapes(view)
                .filter(shape -> service.isEmpty() || shape.service().name().equals(AwsNames.last(service.get())))
                .filter(shape -> call.body()
                        .text("family")
                        .filter(family -> !family.equals(shape.service().name()))
                        .isEmpty())
                .filter(shape -> call.body()
                        .text("startedBy")
                        .filter(by ->
                                !by.equals(AwsNames.rollout(shape.task().runs().id())))
                        .isEmpty())
                .filter(shape -> status.equals(shape.wantedStatus()) && launchType.equals("FARGATE"))
                .map(TaskShape::arn)
                .toList();
        Page<String> page = Page.of(arns, call.body(), PAGE);
        return Tree.of("taskArns", page.items()).with("nextToken", page.nextToken());
    }

    private Tree describeTasks(Call call) {
        View view = call.view();
        view.requireCluster(call.body());
        boolean tagged =
                AllowedWords.all(call.body(), "include", List.of("TAGS")).contains("TAGS");
        List<String> asked = call.body().texts("tasks");
        if (asked.isEmpty() || asked.size() > MAX_DESCRIBED) {
            throw AwsError.invalidParameter("Tasks must have 1 to %d members.".formatted(MAX_DESCRIBED));
        }
        var found = new ArrayList<Tree>();
        var missing = new ArrayList<Tree>();
        for (String name : asked) {
            String arn = view.names().task(SimulatedPlatform.CLUSTER, AwsNames.last(name));
            shapes(view)
                    .filter(shape -> shape.arn().equals(arn))
                    .findFirst()
                    .ifPresentOrElse(
                            shape -> {
                                found.add(tagged ? shape.tree().with("tags", shape.tags()) : shape.tree());
                                call.concerns(shape.service().name());
                            },
                            () -> missing.add(ServiceOperations.missing(arn)));
        }
        return Tree.of("tasks", found).with("failures", missing);
    }

    private static Stream<TaskShape> shapes(View view) {
        Instant since = view.now().minus(STOPPED_KEPT);
        return view.services().values().stream()
                .flatMap(state ->
                        state.tasks().stream().filter(task -> seen(task, since)).map(task -> shape(view, state, task)));
    }

    private static boolean seen(SimulatedTask task, Instant since) {
        return task.failure() == null || task.failure().at().isAfter(since);
    }

    private static TaskShape shape(View view, SimulatedState state, SimulatedTask task) {
        return new TaskShape(view.names(), state.snapshot().service(), task);
    }
}
