package io.incidentiq.rollback.core;

import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskFailure;
import java.util.List;
import java.util.Optional;

/** Why tasks of the rollout fail: asked for only when their number grows, told once each. */
final class FailedTasks {
    private final List<String> warnings;
    private int count;
    private boolean toAsk;

    /** Reasons are added to {@code warnings}, once each. */
    FailedTasks(List<String> warnings) {
        this.warnings = warnings;
    }

    /** Takes in how many have failed; they matter while the target takes over. */
    void seen(ServiceSnapshot snapshot, boolean rollingOut) {
        int failed = snapshot.primary().map(p -> p.tasks().failed()).orElse(0);
        toAsk = rollingOut && failed > count;
        count = Math.max(failed, count);
    }

    boolean toAsk() {
        return toAsk;
    }

    /** Takes in the reasons, and returns the one that trying again cannot help; empty if there is none. */
    Optional<String> explained(List<TaskFailure> failures) {
        toAsk = false;
        failures.stream()
                .filter(f -> !f.permanent())
                .map(f -> "task " + f.task() + " failed: " + f.reason())
                .filter(w -> !warnings.contains(w))
                .forEach(warnings::add);
        return failures.stream()
                .filter(TaskFailure::permanent)
                .map(TaskFailure::reason)
                .findFirst();
    }
}
