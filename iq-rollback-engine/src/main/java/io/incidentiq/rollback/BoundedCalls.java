package io.incidentiq.rollback;

import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that nobody waits for without an end. */
record BoundedCalls(TimeSource time) {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedCalls.class);

    /** Returns what {@code real} time is by this clock. */
    Duration byTheClock(Duration real) {
        return Duration.ofMillis((long) (real.toMillis() * time.pace()));
    }

    /** Calls a port; where it takes longer than {@code limit}, or breaks its contract, goes on with {@code otherwise}. */
    <T> CompletableFuture<T> within(Duration limit, Supplier<T> portCall, T otherwise) {
        var result = new CompletableFuture<T>();
        TimeSource.Wakeup deadline =
                time.schedule(time.instant().plus(byTheClock(limit)), () -> result.complete(otherwise));
        time.call(portCall).whenComplete((value, broken) -> {
            deadline.cancel();
            if (broken != null) {
                LOG.warn("a port threw something else than its exception", broken);
                result.complete(otherwise);
            } else {
                result.complete(value);
            }
        });
        return result;
    }
}
