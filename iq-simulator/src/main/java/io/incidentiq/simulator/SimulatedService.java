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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One service on the platform: its deployments, and what becomes of the tasks that they start. */
final class SimulatedService implements Fleet.Listener {
    private static final Duration HISTORY = Duration.ofDays(90);
    private static final Duration STOP_DELAY = Duration.ofSeconds(2);

    private final ServiceId id;
    private final Scenario scenario;
    private final SimulatedTime time;
    private final Dice dice;
    private final Sequence sequence;
    private final Catalog catalog;
    private final Fleet fleet;
    private final PublishedMetric metric;
    private final Instant createdAt;
    private final Deployments deployments = new Deployments();
    private final EventLog events;
    private PortBinding traffic = Content.of(0).traffic();
    private int effectiveDeployments;

    SimulatedService(ServiceId id, Scenario scenario, SimulatedTime time, Dice dice) {
        this.id = id;
        this.scenario = scenario;
        this.time = time;
        this.dice = dice;
        this.sequence = new Sequence(dice);
        this.catalog = new Catalog(id.name(), time);
        this.fleet = new Fleet(scenario.pace(), time, dice, sequence, catalog, this);
        this.metric = new PublishedMetric(scenario.measured(), fleet.serving(), dice);
        this.createdAt = time.instant();
        this.events = new EventLog(id.name(), time);
    }

    Catalog catalog() {
        return catalog;
    }

    Fleet fleet() {
        return fleet;
    }

    Serving serving() {
        return fleet.serving();
    }

    PublishedMetric metric() {
        return metric;
    }

    Instant now() {
        return time.instant();
    }

    /** Lets something happen {@code delay} from now. */
    void later(Duration delay, Runnable happening) {
        time.after(delay, happening);
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
                        fleet.sets().rollouts(scenario.pace().desired()))
                .withLoadBalanced(List.of(traffic))
                .withEvents(events.newestFirst());
    }

    /** Returns the deployments that the platform lists, which may be behind. */
    DeploymentHistory history(Instant since) {
        return new DeploymentHistory(
                deployments.since(since).stream().filter(this::listed).toList(),
                time.instant().minus(HISTORY));
    }

    /** Returns whether the platform's list of deployments knows of one already. */
    boolean listed(Deployment deployment) {
        return !deployment.createdAt().isAfter(time.instant().minus(scenario.historyBehind()));
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
                fleet.sets().tasks(dice),
                catalog.definitions(),
                effectiveDeployments);
    }

    List<TaskFailure> failures(DeploymentId rollout) {
        return fleet.sets().failures(rollout);
    }

    /** Returns what a task that serves, chosen by {@code unit} in [0, 1), says of its health; false if none serves. */
    boolean answersHealthy(double unit) {
        return !serving().failsHealth()
                && fleet.sets()
                        .thatServes(unit)
                        .filter(set -> set.acts.behaviour().healthy())
                        .isPresent();
    }

    /** Deploys because we asked. */
    DeploymentId update(int number) {
        requireOffered(number);
        DeploymentId deployment = deploy(number);
        written();
        return deployment;
    }

    /** The load balancer stays as it is, so what it sends traffic to must be there. */
    private void requireOffered(int number) {
        boolean offered = catalog.definition(catalog.id(number))
                .map(d -> d.offers(traffic))
                .orElse(true);
        if (!offered) {
            throw ProviderException.of(
                    ProviderException.Kind.REJECTED,
                    "The container %s did not have a container port %d defined."
                            .formatted(traffic.container(), traffic.port()));
        }
    }

    /** Deploys because somebody else asked, who points the load balancer where the definition takes traffic. */
    DeploymentId deployByOthers(int number) {
        traffic = catalog.release(number).content().traffic();
        return deploy(number);
    }

    /** Deploys what runs once more, its tags resolved anew, because somebody else asked. */
    void forceDeployment() {
        fleet.sets().primary().ifPresent(set -> deploy(set.revision()));
    }

    /** Stops {@code deployment} and returns to what ran before it, because we asked. */
    void stop(DeploymentId deployment) {
        if (requestStop(deployment)) {
            written();
        }
    }

    /** Stops the deployment in progress, if there is one, because somebody else asked. */
    void stopByOthers() {
        fleet.sets().primary().filter(TaskSet::inProgress).ifPresent(set -> requestStop(set.deployment()));
    }

    private boolean requestStop(DeploymentId deployment) {
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
            return false;
        }
        deployments.change(deployment, d -> d.withState(DeploymentState.ROLLBACK_REQUESTED));
        time.after(STOP_DELAY, () -> {
            if (deployments.state(deployment) == DeploymentState.ROLLBACK_REQUESTED) {
                rollBack("Service deployment rolled back because of a stop request.");
            }
        });
        return true;
    }

    private void written() {
        if (effectiveDeployments++ == 0) {
            scenario.story()
                    .afterWrite()
                    .forEach(event ->
                            time.after(event.offset(), () -> event.change().happenTo(this)));
        }
    }

    /** Every accepted request is a new deployment, even of what runs already. */
    private DeploymentId deploy(int number) {
        var revision = new ServiceRevision(
                new ServiceRevisionId("service-revision/%s/%s".formatted(id.name(), sequence.nextId())),
                catalog.id(number),
                catalog.resolve(number));
        var started = new TaskSet.Started(revision, catalog.acting(number), traffic);
        fleet.sets().primary().filter(TaskSet::inProgress).ifPresent(this::supersede);
        var deployment = new DeploymentId("ecs-svc/" + sequence.nextId());
        deployments.begin(deployment, started, time.instant());
        fleet.rollOut(new TaskSet(started, deployment, time.instant(), null));
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
        undo("ECS deployment circuit breaker: tasks failed to start.");
    }

    void tripDeploymentAlarm() {
        undo("Service deployment rolled back because deployment alarms were in ALARM: " + id.name() + "-errors.");
    }

    private void undo(String reason) {
        if (fleet.sets().primary().filter(TaskSet::inProgress).isPresent()) {
            rollBack(reason);
        }
    }

    /** Returns to what the last deployment that ended well runs, with the images recorded then. */
    private void rollBack(String reason) {
        TaskSet undone = fleet.sets().primary().orElseThrow();
        undone.become(RolloutState.FAILED, reason);
        say("rolling back: " + reason);
        Optional<TaskSet.Started> previous = deployments.lastGood();
        if (previous.isEmpty()) {
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
                        .withRolledBackTo(previous.get().revision().id()));
        var rollout = new DeploymentId("ecs-svc/" + sequence.nextId());
        traffic = previous.get().traffic();
        fleet.rollOut(new TaskSet(previous.get(), rollout, time.instant(), undone.deployment()));
    }

    @Override
    public void couldNotPlace() {
        say("was unable to place a task because no container instance met all of its requirements.");
    }

    @Override
    public void completed(TaskSet primary) {
        primary.become(RolloutState.COMPLETED, "ECS deployment %s completed.".formatted(primary.id));
        DeploymentState end =
                primary.rollbackOf == null ? DeploymentState.SUCCESSFUL : DeploymentState.ROLLBACK_SUCCESSFUL;
        deployments.change(primary.deployment(), d -> d.withState(end).withFinishedAt(time.instant()));
        say("has reached a steady state.");
    }

    private void say(String message) {
        events.add("event-" + sequence.nextId(), message);
    }
}
