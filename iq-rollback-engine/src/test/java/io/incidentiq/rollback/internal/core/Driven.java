package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A core that is handed events by name; its clock stands still until {@link #after}. */
final class Driven {
    static final DeploymentId OURS = new DeploymentId("d-ours");
    static final DeploymentId SUSPECT = new DeploymentId("d42");
    static final DeploymentId FOREIGN = new DeploymentId("d-foreign");
    static final TaskCounts ALL = new TaskCounts(3, 3, 0, 0, 0);

    final RollbackCore core;
    final PlannedRollback plan;
    private final Worlds world;
    private final ServiceSnapshot planned;
    private final List<Event> applied = new ArrayList<>();
    private Instant now = Worlds.NOW;

    private Driven(Worlds world, PlannedRollback plan) {
        this.plan = plan;
        this.world = world;
        this.planned = world.seen();
        this.core = new RollbackCore(plan);
    }

    static Driven of(Worlds world) {
        return new Driven(world, world.plan());
    }

    /** Returns a core of a plan that saw the health endpoint answer like this. */
    static Driven of(Worlds world, Answer.Health health) {
        return new Driven(world, world.plan(health));
    }

    /** Returns a core of a plan in which a person has confirmed {@code gate}. */
    static Driven of(Worlds world, String gate) {
        return new Driven(world, world.plan().confirm(gate, "kim", ""));
    }

    Instant now() {
        return now;
    }

    Driven after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Driven after(int seconds) {
        return after(Duration.ofSeconds(seconds));
    }

    Phase phase() {
        return core.phase();
    }

    Outcome outcome() {
        return core.ending().outcome();
    }

    @Nullable
    Reason reason() {
        return core.ending().reason();
    }

    Driven began() {
        return apply(new Event.Began(now));
    }

    Driven told(Notification.Moment moment) {
        return apply(new Event.Told(now, moment, null, true));
    }

    Driven notTold(Notification.Moment moment) {
        return apply(new Event.Told(now, moment, "no such channel", false));
    }

    Driven perhapsTold(Notification.Moment moment) {
        return apply(new Event.Told(now, moment, "no answer within 3 s", true));
    }

    Driven sent() {
        return apply(new Event.Sent(now, new Write(Worlds.SERVICE, Worlds.rev(41), null, Set.of(), 1)));
    }

    Driven written(WriteAnswer answer) {
        return apply(new Event.Written(now, answer));
    }

    Driven accepted() {
        return written(new WriteAnswer.Accepted(OURS));
    }

    Driven throttled() {
        return written(new WriteAnswer.Throttled("rate exceeded"));
    }

    Driven notSent() {
        return written(new WriteAnswer.NotSent("too late"));
    }

    Driven unknown() {
        return written(new WriteAnswer.Unknown("connection reset"));
    }

    Driven woke() {
        return apply(new Event.Woke(now));
    }

    /** The clock shows another time, and no time has gone by. */
    Driven jumps(Duration by) {
        now = now.plus(by);
        return apply(new Event.Jumped(now, by));
    }

    Driven cancelled() {
        return apply(new Event.CancelAsked(now, "kim", "wrong service"));
    }

    Driven apply(Event event) {
        applied.add(event);
        core.apply(event);
        return this;
    }

    List<Event> applied() {
        return List.copyOf(applied);
    }

    Driven answered(Query query, Answer answer) {
        return apply(new Event.Answered(now, query, answer));
    }

    Driven sees(ServiceSnapshot snapshot) {
        return answered(new Query.ServiceNow(Worlds.SERVICE), new Answer.Service(snapshot));
    }

    Driven seesNoService() {
        return answered(new Query.ServiceNow(Worlds.SERVICE), new Answer.Service(null));
    }

    Driven seesPlanned() {
        return sees(planned);
    }

    /** Three unchanged reads, fifteen seconds from first to last. */
    Driven seesPlannedThreeTimes() {
        return seesPlanned().after(10).seesPlanned().after(5).seesPlanned();
    }

    /** Returns the write that is due. */
    Write write() {
        return ((Batch.Send) core.next()).write();
    }

    /** The target has all its tasks, and the suspect's are gone but still listed. */
    Driven seesServing() {
        return sees(serving());
    }

    Driven seesImages(ServiceRevision running) {
        return answered(
                new Query.ServiceRevisions(Set.of(running.id())),
                new Answer.ServiceRevisions(Map.of(running.id(), running)));
    }

    Driven failed(ProviderException.Kind kind) {
        return answered(new Query.ServiceNow(Worlds.SERVICE), new Answer.Failed(kind, "no answer"));
    }

    Driven healthy() {
        return probed(HealthAnswer.Status.HEALTHY, "200");
    }

    Driven probed(HealthAnswer.Status verdict, String seen) {
        return answered(
                new Query.Health(URI.create("https://payments.internal/health")),
                new Answer.Health(new HealthAnswer(verdict, seen)));
    }

    /** The metric's minutes from {@code from} on, one per value; NaN leaves one out. */
    Driven numbers(Instant from, double... values) {
        var points = new ArrayList<MetricPoint>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                points.add(new MetricPoint(from.plus(Duration.ofMinutes(i)), values[i]));
            }
        }
        return answered(
                new Query.Metric(plan.settings().metric().orElseThrow(), from, now),
                Answer.Metric.of(plan.settings().metric().orElseThrow(), new MetricSeries(points, true)));
    }

    /** The requests of the minutes from {@code from} on, and how many of each failed; -1 leaves a minute out. */
    Driven requests(Instant from, int requests, int... failed) {
        var points = new ArrayList<MetricPoint>();
        for (int i = 0; i < failed.length; i++) {
            if (failed[i] >= 0) {
                points.add(new MetricPoint(from.plus(Duration.ofMinutes(i)), 100.0 * failed[i] / requests)
                        .withCounts(new Counts(failed[i], requests)));
            }
        }
        return answered(
                new Query.Metric(plan.settings().metric().orElseThrow(), from, now),
                Answer.Metric.of(plan.settings().metric().orElseThrow(), new MetricSeries(points, true)));
    }

    ServiceSnapshot planned() {
        return planned;
    }

    static ServiceSnapshot serving() {
        return of(ours(ALL), old(0));
    }

    static ServiceSnapshot of(Rollout... rollouts) {
        return ServiceSnapshot.of(Worlds.SERVICE, Worlds.ago(9999), 3, List.of(rollouts));
    }

    /** Our rollout, which the platform calls complete once all its tasks run. */
    static Rollout ours(TaskCounts tasks) {
        boolean all = tasks.desired() > 0 && tasks.running() >= tasks.desired();
        return Rollout.primary(OURS, Worlds.rev(41), Worlds.NOW)
                .withTasks(tasks)
                .withState(all ? RolloutState.COMPLETED : RolloutState.IN_PROGRESS, "")
                .withServiceRevision(new ServiceRevisionId("sr-41"));
    }

    static Rollout old(int running) {
        return Rollout.draining(SUSPECT, Worlds.rev(42), Worlds.ago(20)).withTasks(new TaskCounts(0, running, 0, 0, 0));
    }

    /** The bad rollout, which is primary still, and the only one. */
    static Rollout lagging() {
        return Rollout.primary(SUSPECT, Worlds.rev(42), Worlds.ago(20))
                .withTasks(ALL)
                .withServiceRevision(Worlds.revision(42).id());
    }

    static Rollout foreign() {
        return Rollout.primary(FOREIGN, Worlds.rev(43), Worlds.NOW).withTasks(ALL);
    }

    /** The platform went back to the suspect's revision after our deployment. */
    static Rollout thrownBack() {
        return Rollout.primary(new DeploymentId("d-back"), Worlds.rev(42), Worlds.NOW)
                .withTasks(ALL)
                .withState(RolloutState.IN_PROGRESS, "circuit breaker")
                .withRollbackOf(OURS);
    }

    /** Five seconds later, and five after that, the service looks like {@code seen}; its images are the recorded ones. */
    static Driven twice(Driven driven, ServiceSnapshot seen) {
        return driven.after(5)
                .sees(seen)
                .seesImages(Worlds.revision(41))
                .after(5)
                .sees(seen);
    }

    static Driven twice(Driven driven, Rollout... seen) {
        return twice(driven, of(seen));
    }

    /** History and closer look both show {@code deployment} like this. */
    static Driven learns(Driven driven, Deployment deployment) {
        return driven.answered(
                        new Query.History(Worlds.SERVICE, Worlds.ago(1440)),
                        new Answer.History(new DeploymentHistory(List.of(deployment), Worlds.ago(1440))))
                .answered(
                        new Query.Deployments(Worlds.SERVICE, Set.of(deployment.id())),
                        new Answer.Deployments(Map.of(deployment.id(), deployment)));
    }

    Driven toAnnouncing() {
        return began();
    }

    Driven toWriting() {
        return toAnnouncing().told(Notification.Moment.STARTED);
    }

    Driven toSent() {
        return toWriting().sent();
    }

    /** Sees that the incident goes on, where that is asked. */
    Driven seesSymptoms() {
        if (core.next() instanceof Batch.Reads reads) {
            for (Query query : reads.queries()) {
                if (query instanceof Query.Metric) {
                    answered(query, world.answer(query));
                } else if (query instanceof Query.Health) {
                    answered(query, new Answer.Health(new HealthAnswer(HealthAnswer.Status.HEALTHY, "200")));
                }
            }
        }
        return this;
    }

    Driven toRollingOut() {
        return toSent().accepted();
    }

    /** Mitigated at the second read, ten seconds after the first. */
    Driven toSettling() {
        return toRollingOut()
                .after(5)
                .seesServing()
                .seesImages(Worlds.revision(41))
                .after(5)
                .seesServing();
    }

    /** Three minutes later, at the edge of the next minute. */
    Driven toVerifying() {
        toSettling().told(Notification.Moment.MITIGATED);
        now = Worlds.NOW.plus(Duration.ofMinutes(4));
        return woke();
    }

    /** Returns when the window begins that {@link #toVerifying} leads into. */
    static Instant windowFrom() {
        return Worlds.NOW.plus(Duration.ofMinutes(4));
    }

    /** A good look, three healthy probes and all numbers at the end of the window. */
    Driven toJudged(double... window) {
        toVerifying().after(Duration.ofMinutes(5));
        return seesServing().healthy().healthy().healthy().numbers(windowFrom(), window);
    }
}
