package io.incidentiq.rollback.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    private static final Executor CLOSED = task -> {
        throw new RejectedExecutionException("closed");
    };

    /** A wait whose end gets lost would leave a rollback without a report. */
    @Test
    void schedule_executorTakesNoMore_runsTheTaskAllTheSame() {
        var ran = new CompletableFuture<Boolean>();

        TimeSource.system(CLOSED).schedule(Duration.ofMillis(1), () -> ran.complete(true));

        assertThat(ran.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void call_executorTakesNoMore_saysSoAtOnce() {
        TimeSource time = TimeSource.system(CLOSED);

        assertThatThrownBy(() -> time.call(() -> 1)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void schedule_farAway_neitherOverflowsNorRuns() {
        TimeSource time = TimeSource.system(Runnable::run);

        time.schedule(Instant.MAX, () -> {
                    throw new AssertionError("it came");
                })
                .cancel();
        time.schedule(Instant.MIN, () -> {}).cancel();
    }
}
