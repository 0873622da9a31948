package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.scenario.ReleaseSpec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks of one rollout as they come and go. */
public final class TaskSet {
    final DeploymentId id;
    private final Shown shown;
    final Started what;
    final ServiceRevision runs;
    /** How its tasks behave: as the image that they really run. */
    final ReleaseSpec acts;

    final Instant createdAt;
    /** The deployment that it undoes; null for a deployment's own rollout. */
    final @Nullable DeploymentId rollbackOf;

    final Deque<TaskFailure> failures = new ArrayDeque<>();
    /** When those of the failed tasks began to run that ever did. */
    private final Map<String, Instant> ran = new HashMap<>();

    private RolloutState state = RolloutState.IN_PROGRESS;
    private String reason;
    boolean primary = true;
    /** The platform shows it as the primary one still, or again, though another one is. */
    boolean shownAsPrimary;
    /** Its tasks are in the alternate target group. */
    boolean alternate;
    /** All its tasks run, and its deployment isn't ended yet. */
    boolean bakes;

    int placed;
    int pending;
    int running;
    int draining;
    /** How many ran once and do no more; tasks end in the order in which they started. */
    int ended;
    /** When each task that ever ran began to, oldest first. */
    final List<Instant> starts = new ArrayList<>();

    TaskSet(Started what, DeploymentId id, Instant createdAt, @Nullable DeploymentId rollbackOf) {
        this(what, new Shown(id, createdAt, false), createdAt, rollbackOf);
    }

    TaskSet(Started what, Shown shown, Instant createdAt, @Nullable DeploymentId rollbackOf) {
        this.what = what;
        this.shown = shown;
        this.id = shown.id;
        this.runs = what.revision;
        this.acts = what.acts;
        this.createdAt = createdAt;
        this.rollbackOf = rollbackOf;
        this.reason = "ECS deployment %s in progress.".formatted(id);
    }

    /**
     * How the platform names and dates it.
     *
     * @param asBefore whether id and time are those of the rollout that ran the same before, so that nothing tells what it undoes
     */
    record Shown(DeploymentId id, Instant createdAt, boolean asBefore) {}

    /** A service revision, how what it runs behaves, and where its load balancer sends traffic. */
    record Started(ServiceRevision revision, ReleaseSpec acts, PortBinding traffic) {}

    int revision() {
        return runs.definition().number();
    }

    /** Returns the deployment in the history that it belongs to. */
    DeploymentId deployment() {
        return rollbackOf == null ? id : rollbackOf;
    }

    boolean inProgress() {
        return state == RolloutState.IN_PROGRESS;
    }

    void become(RolloutState newState, String newReason) {
        state = newState;
        reason = newReason;
    }

    /** Stays in its state, for another reason. */
    public void explain(String newReason) {
        become(state, newReason);
    }

    /** Goes on being in progress, for want of something. */
    void waitFor(String newReason) {
        become(RolloutState.IN_PROGRESS, newReason);
    }

    /** One that is pending ends as {@code failure} says; nothing happens where none is. */
    void failToStart(TaskFailure failure) {
        if (pending > 0) {
            pending--;
            failures.addFirst(failure);
        }
    }

    /** The oldest one that runs ends as {@code failure} says. */
    void crash(TaskFailure failure) {
        ran.put(failure.task(), ended < starts.size() ? starts.get(ended) : createdAt);
        running--;
        ended++;
        failures.addFirst(failure);
    }

    /** Gives way to another set: what didn't start yet never will. */
    void retire() {
        primary = false;
        pending = 0;
    }

    boolean gone() {
        return !primary && !shownAsPrimary && running == 0 && draining == 0;
    }

    /** @param asPrimary whether the platform shows it as the primary one */
    Rollout toRollout(boolean asPrimary, int serviceDesired) {
        Rollout base = asPrimary
                ? Rollout.primary(id, runs.definition(), shown.createdAt)
                : Rollout.draining(id, runs.definition(), shown.createdAt);
        int desired = primary || asPrimary ? serviceDesired : 0;
        Rollout rollout = base.withTasks(new TaskCounts(desired, running, pending, failures.size(), 0))
                .withState(state, reason)
                .withServiceRevision(runs.id());
        return rollbackOf == null || shown.asBefore ? rollout : rollout.withRollbackOf(rollbackOf);
    }

    /** Two sets may be shown by one id; their tasks are not the same. */
    private String key() {
        return shown.asBefore ? id.value() + " again, for " + rollbackOf : id.value();
    }

    /** Returns its tasks one by one. Only how many there are of each kind is simulated: the oldest end first. */
    List<SimulatedTask> tasks(Dice dice) {
        var tasks = new ArrayList<SimulatedTask>();
        for (TaskFailure failure : failures) {
            String task = failure.task().substring(failure.task().indexOf('/') + 1);
            Instant startedAt = ran.get(failure.task());
            tasks.add(new SimulatedTask(task, runs, SimulatedTask.Status.STOPPED, createdAt, startedAt, failure));
        }
        for (int i = ended; i < placed; i++) {
            SimulatedTask.Status status = status(i - ended);
            if (status != SimulatedTask.Status.STOPPED) {
                Instant startedAt = i < starts.size() ? starts.get(i) : null;
                tasks.add(new SimulatedTask(dice.hex(key(), i), runs, status, createdAt, startedAt, null));
            }
        }
        return tasks;
    }

    private SimulatedTask.Status status(int position) {
        if (position < draining) {
            return SimulatedTask.Status.DEACTIVATING;
        }
        if (position < draining + running) {
            return SimulatedTask.Status.RUNNING;
        }
        return pending > 0 ? SimulatedTask.Status.PENDING : SimulatedTask.Status.STOPPED;
    }
}
