package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.simulator.chance.Dice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The sets of tasks that a service has right now, the primary one first. */
public final class TaskSets {
    private final List<TaskSet> sets = new ArrayList<>();

    /** Makes {@code next} the primary one; the others are on their way out. */
    void add(TaskSet next) {
        sets.forEach(TaskSet::retire);
        sets.stream().filter(set -> !set.id.equals(next.rollbackOf)).forEach(set -> set.shownAsPrimary = false);
        sets.add(0, next);
    }

    void dropGone() {
        sets.removeIf(TaskSet::gone);
    }

    public Optional<TaskSet> primary() {
        return sets.stream().filter(set -> set.primary).findFirst();
    }

    List<TaskSet> all() {
        return sets;
    }

    int running() {
        return sets.stream().mapToInt(set -> set.running).sum();
    }

    boolean onlyThePrimaryRuns() {
        return sets.stream().allMatch(set -> set.primary || set.running == 0);
    }

    /** Returns the set of a task that serves, chosen by {@code unit} in [0, 1); empty if none does. */
    Optional<TaskSet> thatServes(double unit) {
        double remaining = unit * running();
        for (TaskSet set : sets) {
            remaining -= set.running;
            if (remaining < 0) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    /** Returns them as the platform shows them: the primary one first, which may lag, and what bears one id as one. */
    List<Rollout> rollouts(int desired) {
        boolean lags = sets.stream().anyMatch(set -> set.shownAsPrimary);
        var byId = new LinkedHashMap<DeploymentId, Rollout>();
        sets.stream()
                .map(set -> set.toRollout(lags ? set.shownAsPrimary : set.primary, desired))
                .sorted(Comparator.comparing((Rollout rollout) -> !rollout.primary()))
                .forEach(rollout -> byId.merge(rollout.id(), rollout, TaskSets::together));
        return List.copyOf(byId.values());
    }

    private static Rollout together(Rollout first, Rollout other) {
        TaskCounts a = first.tasks();
        TaskCounts b = other.tasks();
        return first.withTasks(new TaskCounts(
                Math.max(a.desired(), b.desired()),
                a.running() + b.running(),
                a.pending() + b.pending(),
                a.failed() + b.failed(),
                a.unhealthy() + b.unhealthy()));
    }

    List<TaskFailure> failures(DeploymentId rollout) {
        return sets.stream()
                .filter(set -> set.id.equals(rollout))
                .flatMap(set -> set.failures.stream())
                .toList();
    }

    List<SimulatedTask> tasks(Dice dice) {
        return sets.stream().flatMap(set -> set.tasks(dice).stream()).toList();
    }
}
