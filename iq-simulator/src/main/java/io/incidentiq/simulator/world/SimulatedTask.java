package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One task of a simulated service.
 *
 * @param id unlike that of every other task
 * @param createdAt when its rollout began
 * @param startedAt when it began to run; null while PENDING, and where it isn't known any more
 * @param failure why it ended; null unless STOPPED
 */
public record SimulatedTask(
        String id,
        ServiceRevision runs,
        Status status,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable TaskFailure failure) {
    /** Where a task stands. */
    public enum Status {
        PENDING,
        RUNNING,
        /** Out of traffic, not ended yet. */
        DEACTIVATING,
        STOPPED
    }
}
