package io.incidentiq.rollback.internal.evidence;

import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks ran from {@code at} on, until the next look that differs.
 *
 * @param target those of the revision to return to
 * @param others all others
 * @param desired how many the service is to have
 */
public record TaskLook(Instant at, int target, int others, int desired) {
    static TaskLook of(Instant at, ServiceSnapshot seen, @Nullable RevisionId target) {
        int all = seen.rollouts().stream().mapToInt(r -> r.tasks().running()).sum();
        int onTarget = seen.rollouts().stream()
                .filter(r -> r.definition().equals(target))
                .map(Rollout::tasks)
                .mapToInt(t -> t.running())
                .sum();
        return new TaskLook(at, onTarget, all - onTarget, seen.desiredCount());
    }

    boolean sameAs(TaskLook other) {
        return target == other.target && others == other.others && desired == other.desired;
    }
}
