package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.simulator.metric.PublishedMetric;
import io.incidentiq.simulator.metric.Serving;
import io.incidentiq.simulator.metric.TargetGroup;
import io.incidentiq.simulator.scenario.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One service on the platform: its deployments, and what becomes of the tasks that they start. */
public final class SimulatedService implements Fleet.Listener {
    private static final Duration HISTORY = Duration.ofDays(90);

    private final ServiceContext world;
    private final List<Story.Event> afterWrite;
    private final Catalog catalog;
    private final Fleet fleet;
    private final PublishedMetric metric;
    private final Instant createdAt;
    private final Deployments deployments = new Deployments();
    private final Rollbacks rollbacks;
    private int effectiveDeployments;

    public SimulatedService(ServiceContext world, List<Story.Event> afterWrite) {
        this.world = world;
        this.afterWrite = List.copyOf(afterWrite);
        this.catalog = new Catalog(world.service().name(), world.time());
        this.fleet = new Fleet(world, catalog, this);
        this.rollbacks = new Rollbacks(world, deployments, fleet);
        this.metric = new PublishedMetric(world.setting().measured(), fleet.serving(), world.dice());
        this.createdAt = world.now();
    }

    public Rollbacks rollbacks() {
        return rollbacks;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Fleet fleet() {
        return fleet;
    }

    public Serving serving() {
        return fleet.serving();
    }

    public PublishedMetric metric() {
        return metric;
    }

    public Instant now() {
        return world.now();
    }

    /** Lets something happen {@code delay} from now. */
    public void later(Duration delay, Runnable happening) {
        world.time().after(delay, happening);
    }

    /** Returns how many deployments our own writes made. */
    public int effectiveDeployments() {
        return effectiveDeployments;
    }

    public ServiceSnapshot snapshot() {
        ServiceSnapshot shown = ServiceSnapshot.of(
                        world.service(),
                        createdAt,
                        fleet.desired(),
                        fleet.sets().rollouts(fleet.desired()))
                .withLoadBalanced(List.of(traffic()))
                .withEvents(world.events().newestFirst())
                .withRequestCounts(
                        targetGroups().stream().map(TargetGroup::counts).toList());
        return blueGreen() ? shown.withMethod(DeploymentMethod.BLUE_GREEN) : shown;
    }

    private boolean blueGreen() {
        return world.setting().pace().blueGreen();
    }

    /** Returns the target groups that count its requests. */
    public List<TargetGroup> targetGroups() {
        String name = world.service().name();
        return Stream.of(new TargetGroup(name, false), new TargetGroup(name, true))
                .filter(group -> world.setting().measured().byTargetGroup())
                .filter(group -> blueGreen() || !group.alternate())
                .toList();
    }

    /** Returns where the load balancer sends traffic: where it was pointed with what was rolled out last. */
    private PortBinding traffic() {
        return fleet.sets()
                .primary()
                .map(set -> set.what.traffic())
                .orElseGet(() -> Content.of(0).traffic());
    }

    /** Returns the deployments that the platform lists, which may be behind. */
    public DeploymentHistory history(Instant since) {
        return new DeploymentHistory(
                deployments.since(since).stream().filter(this::listed).toList(),
                world.now().minus(HISTORY));
    }

    /** Returns whether the platform's list of deployments knows of one already. */
    public boolean listed(Deployment deployment) {
        return !deployment
                .createdAt()
                .isAfter(world.now().minus(world.setting().shown().historyBehind()));
    }

    @Nullable
    public ServiceRevision revision(ServiceRevisionId revision) {
        return deployments.revision(revision);
    }

    public SimulatedState state() {
        return new SimulatedState(
                snapshot(),
                deployments.since(world.now().minus(HISTORY)),
                deployments.revisions(),
                fleet.sets().tasks(world.dice()),
                catalog.definitions(),
                effectiveDeployments);
    }

    public List<TaskFailure> failures(DeploymentId rollout) {
        return fleet.sets().failures(rollout);
    }

    /** Returns what a task that serves, chosen by {@code unit} in [0, 1), says of its health; false if none serves. */
    public boolean answersHealthy(double unit) {
        return !serving().failsHealth()
                && fleet.thatServes(unit)
                        .filter(set -> set.acts.behaviour().healthy())
                        .isPresent();
    }

    /** Deploys because we asked. */
    public DeploymentId update(int number) {
        PortBinding traffic = traffic();
        requireOffered(number, traffic);
        DeploymentId deployment = deploy(number, traffic);
        written();
        return deployment;
    }

    /** The load balancer stays as it is, so what it sends traffic to must be there. */
    private void requireOffered(int number, PortBinding traffic) {
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
    public DeploymentId deployByOthers(int number) {
        return deploy(number, catalog.release(number).content().traffic());
    }

    /** Deploys what runs once more, its tags resolved anew, because somebody else asked. */
    public void forceDeployment() {
        fleet.sets().primary().ifPresent(set -> deploy(set.revision(), traffic()));
    }

    /** Stops {@code deployment} and returns to what ran before it, because we asked. */
    public void stop(DeploymentId deployment) {
        if (rollbacks.stop(deployment, this::completeAtOnce, () -> effectiveDeployments--)) {
            written();
        }
    }

    /** Stops the deployment in progress, if there is one, because somebody else asked. */
    public void stopByOthers() {
        fleet.sets()
                .primary()
                .filter(TaskSet::inProgress)
                .ifPresent(set -> rollbacks.stop(set.deployment(), this::completeAtOnce, () -> {}));
    }

    /** All that is still to start starts, and the deployment in progress has ended well. */
    private void completeAtOnce() {
        fleet.startAll();
        fleet.sets().primary().ifPresent(this::finish);
    }

    public void say(String message) {
        world.say(message);
    }

    /** Gives the deployment of the primary rollout another reason for its state. */
    public void explainDeployment(String reason) {
        fleet.sets().primary().ifPresent(set -> deployments.change(set.deployment(), d -> d.withReason(reason)));
    }

    private void written() {
        if (effectiveDeployments++ == 0) {
            afterWrite.forEach(
                    event -> later(event.offset(), () -> event.effect().accept(this)));
        }
    }

    /** Every accepted request is a new deployment, even of what runs already. */
    private DeploymentId deploy(int number, PortBinding traffic) {
        var revision = new ServiceRevision(
                new ServiceRevisionId("service-revision/%s/%s"
                        .formatted(world.service().name(), world.sequence().nextId())),
                catalog.id(number),
                catalog.resolve(number));
        var started = new TaskSet.Started(revision, catalog.acting(number), traffic);
        fleet.sets().primary().ifPresent(this::supersede);
        var deployment = new DeploymentId("ecs-svc/" + world.sequence().nextId());
        deployments.begin(deployment, started, now());
        fleet.rollOut(new TaskSet(started, deployment, now(), null));
        return deployment;
    }

    private void supersede(TaskSet current) {
        DeploymentState state = deployments.state(current.deployment());
        if (state != null && !state.terminal()) {
            current.become(RolloutState.FAILED, "ECS deployment %s superseded.".formatted(current.id));
            deployments.change(
                    current.deployment(),
                    d -> d.withState(DeploymentState.STOPPED)
                            .withReason("Superseded by a newer deployment.")
                            .withFinishedAt(now()));
        }
    }

    @Override
    public void couldNotPlace() {
        world.say("was unable to place a task because no container instance met all of its requirements.");
    }

    @Override
    public void completed(TaskSet primary) {
        Duration bake = world.setting().lags().bake();
        if (bake.isZero() || primary.rollbackOf != null) {
            finish(primary);
        } else if (!primary.bakes) {
            primary.bakes = true;
            later(bake, () -> finish(primary));
        }
    }

    /** Ends a deployment well, also where it was to be stopped a moment ago; not where it is being rolled back, or was superseded. */
    private void finish(TaskSet primary) {
        boolean undone = primary.rollbackOf == null
                && deployments.state(primary.deployment()) == DeploymentState.ROLLBACK_IN_PROGRESS;
        if (undone || !primary.inProgress()) {
            return;
        }
        primary.become(RolloutState.COMPLETED, "ECS deployment %s completed.".formatted(primary.id));
        DeploymentState end =
                primary.rollbackOf == null ? DeploymentState.SUCCESSFUL : DeploymentState.ROLLBACK_SUCCESSFUL;
        deployments.change(primary.deployment(), d -> d.withState(end).withFinishedAt(now()));
        world.say("has reached a steady state.");
    }
}
