package io.incidentiq.simulator;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One service on the platform: its deployments, the sets of tasks they started, and what becomes of them. A rollout starts all
 * its tasks at once and takes an old one out of traffic for each that serves (at least 100 %, at most 200 % healthy).
 */
final class SimulatedService {
    private static final Duration HISTORY = Duration.ofDays(90);
    private static final Duration STOP_DELAY = Duration.ofSeconds(2);

    private final ServiceId id;
    private final Scenario scenario;
    private final SimulatedTime time;
    private final Dice dice;
    private final Catalog catalog;
    private final Serving serving;
    private final Instant createdAt;
    private final Deployments deployments = new Deployments();
    private final TaskSets taskSets = new TaskSets();
    private final EventLog events;
    private int named;
    private int effectiveDeployments;

    SimulatedService(ServiceId id, Scenario scenario, SimulatedTime time, Dice dice) {
        this.id = id;
        this.scenario = scenario;
        this.time = time;
        this.dice = dice;
        this.catalog = new Catalog(id.name(), time);
        this.serving = new Serving(time);
        this.createdAt = time.instant();
        this.events = new EventLog(id.name(), time);
    }

    Catalog catalog() {
        return catalog;
    }

    Serving serving() {
        return serving;
    }

    /** Returns how many deployments our own writes made. */
    int effectiveDeployments() {
        return effectiveDeployments;
    }

    ServiceSnapshot snapshot() {
        return ServiceSnapshot.of(
                        id,
                        createdAt,
                        scenario.pace().desired(),
                        taskSets.rollouts(scenario.pace().desired()))
                .withLoadBalanced(List.of(new PortBinding(Catalog.CONTAINER, Catalog.PORT)))
                .withEvents(events.newestFirst());
    }

    DeploymentHistory history(Instant since) {
        return new DeploymentHistory(deployments.since(since), time.instant().minus(HISTORY));
    }

    @Nullable
    ServiceRevision revision(ServiceRevisionId revision) {
        return deployments.revision(revision);
    }

    SimulatedState state() {
        return new SimulatedState(
                snapshot(),
                deployments.since(time.instant().minus(HISTORY)),
                deployments.revisions(),
                taskSets.tasks(dice),
                catalog.definitions(),
                effectiveDeployments);
    }

    List<TaskFailure> failures(DeploymentId rollout) {
        return taskSets.failures(rollout);
    }

    /** Returns what a task that serves, chosen by {@code unit} in [0, 1), says of its health; false if none serves. */
    boolean answersHealthy(double unit) {
        return taskSets.thatServes(unit)
                .map(set -> catalog.release(set.revision()))
                .filter(Release::healthy)
                .isPresent();
    }

    /** Deploys because we asked. */
    DeploymentId update(int number) {
        DeploymentId deployment = deploy(number);
        written();
        return deployment;
    }

    /** Stops {@code deployment} and returns to what ran before it, because we asked. */
    void stop(DeploymentId deployment) {
        Deployment stopped = deployments.get(deployment);
        if (stopped == null) {
            throw ProviderException.of(
                    ProviderException.Kind.NOT_FOUND,
                    "deployment %s: %s has none of that id".formatted(deployment, id));
        }
        if (stopped.state().terminal()) {
            throw ProviderException.of(
                    ProviderException.Kind.REJECTED,
                    "deployment %s is %s: expected one in progress".formatted(deployment, stopped.state()));
        }
        if (stopped.state().rollingBack()) {
            return;
        }
        deployments.change(deployment, d -> d.withState(DeploymentState.ROLLBACK_REQUESTED));
        time.after(STOP_DELAY, () -> {
            if (deployments.state(deployment) == DeploymentState.ROLLBACK_REQUESTED) {
                rollBack("Service deployment rolled back because of a stop request.");
            }
        });
        written();
    }

    private void written() {
        if (effectiveDeployments++ == 0) {
            scenario.afterWrite()
                    .forEach(event ->
                            time.after(event.offset(), () -> event.change().happenTo(this)));
        }
    }

    /** Every accepted request is a new deployment, even of what runs already. */
    DeploymentId deploy(int number) {
        var started = new ServiceRevision(
                new ServiceRevisionId("service-revision/%s/%s".formatted(id.name(), nextId())),
                catalog.id(number),
                catalog.resolve(number));
        taskSets.primary().filter(TaskSet::inProgress).ifPresent(this::supersede);
        var deployment = new DeploymentId("ecs-svc/" + nextId());
        deployments.begin(deployment, started, time.instant());
        rollOut(new TaskSet(deployment, started, time.instant(), null));
        return deployment;
    }

    private void supersede(TaskSet current) {
        current.become(RolloutState.FAILED, "ECS deployment %s superseded.".formatted(current.id));
        deployments.change(
                current.deployment(),
                d -> d.withState(DeploymentState.STOPPED)
                        .withReason("Superseded by a newer deployment.")
                        .withFinishedAt(time.instant()));
    }

    void tripBreaker() {
        if (taskSets.primary().filter(TaskSet::inProgress).isPresent()) {
            rollBack("ECS deployment circuit breaker: tasks failed to start.");
        }
    }

    /** Returns to what the last deployment that ended well runs, with the images recorded then. */
    private void rollBack(String reason) {
        TaskSet undone = taskSets.primary().orElseThrow();
        undone.become(RolloutState.FAILED, reason);
        say("rolling back: " + reason);
        ServiceRevisionId previous = deployments.lastGood();
        if (previous == null) {
            deployments.change(
                    undone.deployment(),
                    d -> d.withState(DeploymentState.ROLLBACK_FAILED)
                            .withReason("No deployment completed before.")
                            .withFinishedAt(time.instant()));
            return;
        }
        deployments.change(
                undone.deployment(),
                d -> d.withState(DeploymentState.ROLLBACK_IN_PROGRESS)
                        .withReason(reason)
                        .withRolledBackTo(previous));
        ServiceRevision again = deployments.revision(previous);
        if (again != null) {
            rollOut(new TaskSet(new DeploymentId("ecs-svc/" + nextId()), again, time.instant(), undone.deployment()));
        }
    }

    /** The primary rollout loses {@code count} running tasks and starts as many. */
    void crash(int count) {
        taskSets.primary().ifPresent(set -> {
            int crashed = Math.min(count, set.running);
            set.running -= crashed;
            set.ended += crashed;
            for (int i = 0; i < crashed; i++) {
                set.failures.addFirst(new TaskFailure(
                        "task/" + nextId(), time.instant(), "Essential container in task exited", false));
            }
            launch(set, crashed);
            tasksChanged();
        });
    }

    void failToStart(String reason) {
        taskSets.primary()
                .ifPresent(set -> set.failToStart(new TaskFailure("task/" + nextId(), time.instant(), reason, true)));
    }

    private void rollOut(TaskSet next) {
        taskSets.add(next);
        launch(next, scenario.pace().desired());
        tasksChanged();
    }

    private void launch(TaskSet set, int tasks) {
        int places = Math.max(0, Math.min(tasks, catalog.places(set.revision()) - set.placed));
        set.placed += places;
        set.pending += tasks;
        for (int i = 0; i < places; i++) {
            Duration start = scenario.pace().start();
            time.after(
                    dice.between(
                            "task start",
                            ++named,
                            start.dividedBy(2),
                            start.multipliedBy(3).dividedBy(2)),
                    () -> started(set));
        }
        if (places < tasks) {
            set.become(RolloutState.IN_PROGRESS, "unable to place %d of %d tasks".formatted(tasks - places, tasks));
            say("was unable to place a task because no container instance met all of its requirements.");
        }
    }

    private void started(TaskSet set) {
        if (set.pending > 0) {
            set.pending--;
            set.running++;
            set.starts.add(time.instant());
            tasksChanged();
        }
    }

    private void tasksChanged() {
        drainSurplus();
        taskSets.dropGone();
        taskSets.primary().filter(this::complete).ifPresent(this::finish);
        if (taskSets.running() > 0) {
            serving.became(taskSets.meanOfRunning(
                    set -> catalog.release(set.revision()).errorRatePercent()));
        } else {
            serving.stopped();
        }
    }

    private void drainSurplus() {
        int surplus = taskSets.running() - scenario.pace().desired();
        for (TaskSet set : taskSets.all()) {
            int out = set.primary ? 0 : Math.min(set.running, Math.max(0, surplus));
            if (out > 0) {
                surplus -= out;
                set.running -= out;
                set.draining += out;
                time.after(scenario.pace().drain(), () -> {
                    set.draining -= out;
                    set.ended += out;
                    taskSets.dropGone();
                });
            }
        }
    }

    private boolean complete(TaskSet primary) {
        return primary.inProgress() && primary.running >= scenario.pace().desired() && taskSets.onlyThePrimaryRuns();
    }

    private void finish(TaskSet primary) {
        primary.become(RolloutState.COMPLETED, "ECS deployment %s completed.".formatted(primary.id));
        DeploymentState end =
                primary.rollbackOf == null ? DeploymentState.SUCCESSFUL : DeploymentState.ROLLBACK_SUCCESSFUL;
        deployments.change(primary.deployment(), d -> d.withState(end).withFinishedAt(time.instant()));
        say("has reached a steady state.");
    }

    private void say(String message) {
        events.add("event-" + nextId(), message);
    }

    private String nextId() {
        return dice.digits("id", ++named);
    }
}
