package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why tasks of the rollout fail: asked for only when their number grows, and again until that is answered. They are counted, and the
 * newest is shown.
 */
final class FailedTasks {
    private final Set<String> told = new HashSet<>();
    private int count;
    private Instant servedAt = Instant.MIN;
    private @Nullable TaskFailure newest;
    private boolean toAsk;

    /** Takes in how many tasks of {@code ours} have failed; while the target serves they wait to matter until it no longer does. */
    void seen(Rollout ours, boolean rollingOut) {
        int failed = ours.tasks().failed();
        toAsk = rollingOut && (toAsk || failed > count);
        count = rollingOut ? Math.max(failed, count) : count;
    }

    /** The target serves: what failed until now has not kept it from that. */
    void disproved(Instant now) {
        servedAt = now;
    }

    boolean toAsk() {
        return toAsk;
    }

    /** Asking again will not help until more have failed. */
    void denied() {
        toAsk = false;
    }

    /** Takes in the reasons, and returns the one that keeps the target from taking over for good; empty if there is none. */
    Optional<String> explained(List<TaskFailure> failures, boolean rollingOut) {
        toAsk = false;
        Predicate<TaskFailure> hopeless = f -> rollingOut && f.permanent() && !f.at().isBefore(servedAt);
        failures.stream().filter(hopeless.negate()).forEach(this::count);
        return failures.stream().filter(hopeless).map(TaskFailure::reason).findFirst();
    }

    private void count(TaskFailure failure) {
        told.add(failure.task());
        if (newest == null || failure.at().isAfter(newest.at())) {
            newest = failure;
        }
    }

    /** Returns how many failed, and why the last one did; empty while no reason is known. */
    Optional<String> warning() {
        TaskFailure last = newest;
        if (last == null) {
            return Optional.empty();
        }
        int failed = Math.max(count, told.size());
        return Optional.of(
                failed == 1
                        ? "task %s failed: %s".formatted(last.task(), last.reason())
                        : String.format(Locale.ROOT, "%,d tasks failed, last: %s", failed, last.reason()));
    }
}
