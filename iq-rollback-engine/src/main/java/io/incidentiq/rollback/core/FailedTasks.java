package io.incidentiq.rollback.core;

import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Why tasks of the rollout fail: asked for only when their number grows, told once each. */
final class FailedTasks {
    private final List<String> warnings;
    private int count;
    private Instant servedAt = Instant.MIN;
    private boolean toAsk;

    /** Reasons are added to {@code warnings}, once each. */
    FailedTasks(List<String> warnings) {
        this.warnings = warnings;
    }

    /** Takes in how many have failed; while the target serves they wait to matter until it no longer does. */
    void seen(ServiceSnapshot snapshot, boolean rollingOut) {
        int failed = snapshot.primary().map(p -> p.tasks().failed()).orElse(0);
        toAsk = rollingOut && failed > count;
        count = rollingOut ? Math.max(failed, count) : count;
    }

    /** The target serves: what failed until now has not kept it from that. */
    void disproved(Instant now) {
        servedAt = now;
    }

    boolean toAsk() {
        return toAsk;
    }

    /** Takes in the reasons, and returns the one that keeps the target from taking over for good; empty if there is none. */
    Optional<String> explained(List<TaskFailure> failures, boolean rollingOut) {
        toAsk = false;
        Predicate<TaskFailure> hopeless = f -> rollingOut && f.permanent() && !f.at().isBefore(servedAt);
        failures.stream()
                .filter(hopeless.negate())
                .map(f -> "task " + f.task() + " failed: " + f.reason())
                .filter(w -> !warnings.contains(w))
                .forEach(warnings::add);
        return failures.stream().filter(hopeless).map(TaskFailure::reason).findFirst();
    }
}
