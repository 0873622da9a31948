package io.incidentiq.simulator;

import io.incidentiq.rollback.port.TaskFailure;
import java.time.Duration;

/**
 * The tasks of one service as they start, serve, drain and end. A rollout starts all its tasks at once and takes an old one out of
 * traffic for each that serves (at least 100 %, at most 200 % healthy).
 */
final class Fleet {
    private final Setting.Pace pace;
    private final SimulatedTime time;
    private final Dice dice;
    private final Sequence sequence;
    private final Catalog catalog;
    private final Serving serving;
    private final TaskSets sets = new TaskSets();
    private final Listener listener;

    /** Hears what the fleet comes to. */
    interface Listener {
        /** Every task of the primary set runs, and no other task takes traffic. */
        void completed(TaskSet primary);

        void couldNotPlace();
    }

    Fleet(Setting.Pace pace, SimulatedTime time, Dice dice, Sequence sequence, Catalog catalog, Listener listener) {
        this.pace = pace;
        this.time = time;
        this.dice = dice;
        this.sequence = sequence;
        this.catalog = catalog;
        this.serving = new Serving(time);
        this.listener = listener;
    }

    TaskSets sets() {
        return sets;
    }

    Serving serving() {
        return serving;
    }

    /** Makes {@code next} the primary set, and starts as many tasks as are wanted. */
    void rollOut(TaskSet next) {
        sets.add(next);
        next.acts.behaviour().turns().forEach(turn -> time.after(turn, this::observe));
        launch(next, pace.desired());
        tasksChanged();
    }

    /** The primary rollout loses {@code count} running tasks and starts as many. */
    void crash(int count) {
        sets.primary().ifPresent(set -> {
            int crashed = Math.min(count, set.running);
            set.running -= crashed;
            set.ended += crashed;
            for (int i = 0; i < crashed; i++) {
                set.failures.addFirst(new TaskFailure(
                        "task/" + sequence.nextId(), time.instant(), "Essential container in task exited", false));
            }
            launch(set, crashed);
            tasksChanged();
        });
    }

    void failToStart(String reason) {
        sets.primary()
                .ifPresent(set ->
                        set.failToStart(new TaskFailure("task/" + sequence.nextId(), time.instant(), reason, true)));
    }

    private void launch(TaskSet set, int tasks) {
        int places = Math.max(0, Math.min(tasks, catalog.places(set.revision()) - set.placed));
        set.placed += places;
        set.pending += tasks;
        for (int i = 0; i < places; i++) {
            Duration start = pace.start();
            time.after(
                    dice.between(
                            "task start",
                            sequence.next(),
                            start.dividedBy(2),
                            start.multipliedBy(3).dividedBy(2)),
                    () -> started(set));
        }
        if (places < tasks) {
            set.waitFor("unable to place %d of %d tasks".formatted(tasks - places, tasks));
            listener.couldNotPlace();
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
        sets.dropGone();
        sets.primary().filter(this::complete).ifPresent(listener::completed);
        observe();
    }

    private void observe() {
        serving.became(sets.all().stream()
                .filter(set -> set.running > 0)
                .map(this::served)
                .toList());
    }

    private Truth.Served served(TaskSet set) {
        Duration age = Duration.between(set.createdAt, time.instant());
        return new Truth.Served(
                set.revision(),
                set.running,
                set.acts.behaviour().errorRatePercent(age),
                set.acts.behaviour().healthy());
    }

    private void drainSurplus() {
        int surplus = sets.running() - pace.desired();
        for (TaskSet set : sets.all()) {
            int out = set.primary ? 0 : Math.min(set.running, Math.max(0, surplus));
            if (out > 0) {
                surplus -= out;
                set.running -= out;
                set.draining += out;
                time.after(pace.drain(), () -> {
                    set.draining -= out;
                    set.ended += out;
                    sets.dropGone();
                });
            }
        }
    }

    private boolean complete(TaskSet primary) {
        return primary.inProgress() && primary.running >= pace.desired() && sets.onlyThePrimaryRuns();
    }
}
