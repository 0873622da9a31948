package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.simulator.fact.Served;
import io.incidentiq.simulator.fact.StartFailure;
import io.incidentiq.simulator.metric.Serving;
import io.incidentiq.simulator.scenario.Setting;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one service as they start, serve, drain and end. A rollout starts all its tasks at once and takes an old one out of
 * traffic for each that serves (at least 100 %, at most 200 % healthy). Blue/green, traffic moves at once when all of them run.
 */
public final class Fleet {
    private static final Duration PLACING_AGAIN = Duration.ofSeconds(30);
    private static final Duration STARTING_AGAIN = Duration.ofSeconds(10);
    private static final int MOST_ROUNDS = 6;
    private static final int MANY_FAILURES = 10;

    private final ServiceContext world;
    private final Setting.Pace pace;
    private final SimulatedTime time;
    private final Catalog catalog;
    private final Serving serving;
    private final TaskSets sets = new TaskSets();
    private final Listener listener;
    private int desired;
    /** What has the traffic of a service that deploys blue/green; null before its first rollout, and otherwise. */
    private @Nullable TaskSet live;

    /** Hears what the fleet comes to. */
    interface Listener {
        /** Every task of the primary set runs, and no other task takes traffic. */
        void completed(TaskSet primary);

        void couldNotPlace();
    }

    Fleet(ServiceContext world, Catalog catalog, Listener listener) {
        this.world = world;
        this.pace = world.setting().pace();
        this.time = world.time();
        this.catalog = catalog;
        this.serving = new Serving(time);
        this.listener = listener;
        this.desired = pace.desired();
    }

    int desired() {
        return desired;
    }

    public TaskSets sets() {
        return sets;
    }

    Serving serving() {
        return serving;
    }

    /** Makes {@code next} the primary set, and starts as many tasks as are wanted. */
    void rollOut(TaskSet next) {
        if (pace.blueGreen()) {
            next.alternate = live != null && !live.alternate;
            live = live == null ? next : live;
        }
        sets.add(next);
        next.acts.behaviour().turns().forEach(turn -> time.after(turn, this::observe));
        launch(next, desired);
        tasksChanged();
    }

    /** The primary rollout loses {@code count} running tasks, of which the platform says {@code reason}, and starts as many. */
    public void crash(int count, String reason) {
        sets.primary().ifPresent(set -> {
            int crashed = Math.min(count, set.running);
            for (int i = 0; i < crashed; i++) {
                set.crash(new TaskFailure("task/" + world.sequence().nextId(), time.instant(), reason, false));
            }
            launch(set, crashed);
            tasksChanged();
        });
    }

    /** Wants another number of tasks: the primary rollout starts what lacks, or drains what is too much. */
    public void scaleTo(int tasks) {
        desired = tasks;
        sets.primary().ifPresent(set -> {
            int lacking = desired - set.running - set.pending;
            if (lacking > 0) {
                launch(set, lacking);
            } else {
                drain(set, Math.min(set.running, -lacking));
            }
            tasksChanged();
        });
    }

    public void failToStart(String reason) {
        sets.primary()
                .ifPresent(set -> set.failToStart(
                        new TaskFailure("task/" + world.sequence().nextId(), time.instant(), reason, true)));
    }

    /** Whatever of the primary set is still to start starts now, place or none. */
    void startAll() {
        sets.primary().ifPresent(set -> {
            set.running += set.pending;
            set.placed = Math.max(set.placed, set.ended + set.draining + set.running);
            for (int i = 0; i < set.pending; i++) {
                set.starts.add(time.instant());
            }
            set.pending = 0;
            tasksChanged();
        });
    }

    private void launch(TaskSet set, int tasks) {
        int places = Math.max(0, Math.min(tasks, catalog.places(set.revision()) - set.placed));
        set.placed += places;
        set.pending += tasks;
        for (int i = 0; i < places; i++) {
            start(set);
        }
        if (places < tasks) {
            set.waitFor("unable to place %d of %d tasks".formatted(tasks - places, tasks));
            listener.couldNotPlace();
        }
    }

    private void start(TaskSet set) {
        Optional<StartFailure> failure = catalog.startFailure(set.revision()).filter(StartFailure::beforeTask);
        if (failure.isPresent()) {
            world.say(failure.get().of(world.service().name(), set.runs));
            startAgain(set, PLACING_AGAIN);
            return;
        }
        Duration start = pace.start();
        time.after(
                world.dice()
                        .between(
                                "task start",
                                world.sequence().next(),
                                start.dividedBy(2),
                                start.multipliedBy(3).dividedBy(2)),
                () -> started(set));
    }

    private void startAgain(TaskSet set, Duration delay) {
        time.after(delay, () -> {
            if (set.pending > 0) {
                start(set);
            }
        });
    }

    /** Another task is started in place of one that didn't start, later and later. */
    private void failed(TaskSet set, StartFailure failure) {
        String why = failure.of(world.service().name(), set.runs);
        set.failures.addFirst(
                new TaskFailure("task/" + world.sequence().nextId(), time.instant(), why, failure.permanent()));
        if (set.failures.size() == MANY_FAILURES) {
            world.say("is unable to consistently start tasks successfully."
                    + " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
        }
        int rounds = Math.min(MOST_ROUNDS, 1 + set.failures.size() / Math.max(1, desired));
        startAgain(set, STARTING_AGAIN.multipliedBy(rounds));
    }

    private void started(TaskSet set) {
        Optional<StartFailure> failure = catalog.startFailure(set.revision());
        if (set.pending > 0 && failure.isPresent()) {
            failed(set, failure.get());
        } else if (set.pending > 0) {
            set.pending--;
            set.running++;
            set.starts.add(time.instant());
            tasksChanged();
        }
    }

    private void tasksChanged() {
        if (pace.blueGreen()) {
            moveTraffic();
        } else {
            drainSurplus();
        }
        sets.dropGone();
        sets.primary().filter(this::complete).ifPresent(listener::completed);
        observe();
    }

    /** Once all tasks of the primary set run, it has all traffic, and the tasks of all others drain. */
    private void moveTraffic() {
        sets.primary().filter(set -> set.running >= desired).ifPresent(set -> live = set);
        for (TaskSet set : sets.all()) {
            boolean over = !set.primary && live != null && live.primary;
            drain(set, over ? set.running : 0);
        }
    }

    private void observe() {
        serving.became(
                sets.all().stream()
                        .filter(set -> set.running > 0 && takesTraffic(set))
                        .map(this::served)
                        .toList(),
                live != null && live.alternate);
    }

    private boolean takesTraffic(TaskSet set) {
        return live == null || live.equals(set);
    }

    /** Returns the set of the task that takes the next request, chosen by {@code unit} in [0, 1); empty if none does. */
    Optional<TaskSet> thatServes(double unit) {
        return live == null ? sets.thatServes(unit) : Optional.of(live).filter(set -> set.running > 0);
    }

    private Served served(TaskSet set) {
        Duration age = Duration.between(set.createdAt, time.instant());
        return new Served(
                set.revision(),
                set.running,
                set.acts.behaviour().errorRatePercent(age),
                set.acts.behaviour().healthy());
    }

    private void drainSurplus() {
        int surplus = sets.running() - desired;
        for (TaskSet set : sets.all()) {
            int out = set.primary ? 0 : Math.min(set.running, Math.max(0, surplus));
            surplus -= out;
            drain(set, out);
        }
    }

    private void drain(TaskSet set, int out) {
        if (out > 0) {
            set.running -= out;
            set.draining += out;
            time.after(pace.drain(), () -> {
                set.draining -= out;
                set.ended += out;
                sets.dropGone();
            });
        }
    }

    private boolean complete(TaskSet primary) {
        return primary.inProgress() && primary.running >= desired && sets.onlyThePrimaryRuns();
    }
}
