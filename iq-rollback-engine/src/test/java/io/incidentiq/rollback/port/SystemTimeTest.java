package io.incidentiq.rollback.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    /** Deadlines come although port calls hang in all threads of the executor. */
    @Test
    void schedule_allThreadsHang_runsTheTaskAllTheSame() {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        var hang = new CountDownLatch(1);
        try {
            TimeSource time = TimeSource.system(threads);
            CompletableFuture<Boolean> hanging = time.call(() -> {
                try {
                    return hang.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    return false;
                }
            });
            var ran = new CompletableFuture<Boolean>();

            time.schedule(Duration.ofMillis(1), () -> ran.complete(true));

            assertThat(ran.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
            assertThat(hanging).isNotDone();
        } finally {
            hang.countDown();
            threads.shutdownNow();
        }
    }

    /** All of the process waits by that thread. */
    @Test
    void call_onTheThreadThatKeepsTheTime_isRefusedAndNotMade() {
        TimeSource time = TimeSource.system(Runnable::run);
        var answer = new CompletableFuture<CompletableFuture<Integer>>();

        time.schedule(Duration.ofMillis(1), () -> answer.complete(time.call(() -> 1)));

        assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(RejectedExecutionException.class);
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
