package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link TimeSource} keeps. Tasks are scheduled {@link #soon} ahead, so that real time passes the tests too. */
@Timeout(30)
public abstract class TimeSourceContract {
    private TimeSource time;

    /** Returns a time source with nothing to come; asked once per test. */
    protected abstract TimeSource timeSource();

    /**
     * Returns a time, as the time source counts it, in which a busy machine surely schedules and cancels a task; 500 ms by default.
     * A time source that runs faster than real time needs as many times more.
     */
    protected Duration soon() {
        return Duration.ofMillis(500);
    }

    @BeforeEach
    final void setUp() {
        time = timeSource();
    }

    @Test
    void schedule_future_runsThenAndNotBefore() throws InterruptedException {
        Instant at = time.instant().plusMillis(10);
        var ran = new CompletableFuture<Instant>();
        time.schedule(at, () -> ran.complete(time.instant()));

        time.await(ran);

        assertThat(ran.join()).isAfterOrEqualTo(at.minusMillis(1));
    }

    @Test
    void schedule_afterADelay_runsWhenItHasGoneBy() throws InterruptedException {
        Duration begun = time.elapsed();
        var ran = new CompletableFuture<Duration>();
        time.schedule(Duration.ofMillis(10), () -> ran.complete(time.elapsed()));

        time.await(ran);

        assertThat(ran.join()).isGreaterThanOrEqualTo(begun.plusMillis(9));
    }

    @Test
    void schedule_afterNoOrANegativeDelay_runsAsSoonAsPossible() throws InterruptedException {
        for (Duration delay : List.of(Duration.ZERO, Duration.ofHours(-1))) {
            var ran = new CompletableFuture<Boolean>();
            time.schedule(delay, () -> ran.complete(true));

            time.await(ran);

            assertThat(ran.join()).isTrue();
        }
    }

    @Test
    void schedule_past_runsAsSoonAsPossible() throws InterruptedException {
        var ran = new CompletableFuture<Boolean>();
        time.schedule(time.instant().minusSeconds(3600), () -> ran.complete(true));

        time.await(ran);

        assertThat(ran.join()).isTrue();
    }

    @Test
    void schedule_laterTaskFirst_runsByInstant() throws InterruptedException {
        Instant now = time.instant();
        var early = new CompletableFuture<Boolean>();
        var late = new CompletableFuture<Boolean>();
        time.schedule(now.plus(soon()), () -> late.complete(early.isDone()));
        time.schedule(now.plusMillis(1), () -> early.complete(true));

        time.await(late);

        assertThat(late.join()).as("the early task had run").isTrue();
    }

    @Test
    void cancel_beforeItRan_neverRuns() throws InterruptedException {
        Instant now = time.instant();
        var runs = new AtomicInteger();
        var later = new CompletableFuture<Integer>();
        TimeSource.Wakeup wakeup = time.schedule(now.plus(soon()), runs::incrementAndGet);
        time.schedule(now.plus(soon().multipliedBy(2)), () -> later.complete(runs.get()));

        wakeup.cancel();
        wakeup.cancel();
        time.await(later);

        assertThat(later.join()).isZero();
    }

    @Test
    void cancel_afterItRan_doesNothing() throws InterruptedException {
        var ran = new CompletableFuture<Boolean>();
        TimeSource.Wakeup wakeup = time.schedule(time.instant(), () -> ran.complete(true));
        time.await(ran);

        wakeup.cancel();

        assertThat(ran.join()).isTrue();
    }

    @Test
    void call_answers_completesWithTheAnswer() throws InterruptedException {
        CompletableFuture<String> answer = time.call(() -> "answer");

        time.await(answer);

        assertThat(answer.join()).isEqualTo("answer");
    }

    @Test
    void call_throws_completesWithTheException() throws InterruptedException {
        var trouble = new IllegalStateException("trouble");
        CompletableFuture<String> answer = time.call(() -> {
            throw trouble;
        });

        time.await(answer);

        assertThatThrownBy(answer::get).hasCause(trouble);
    }

    @Test
    void call_blocks_returnsAtOnce() throws InterruptedException {
        var returned = new CountDownLatch(1);
        CompletableFuture<Boolean> answer = time.call(() -> openedInTime(returned));

        returned.countDown();
        time.await(answer);

        assertThat(answer.join()).as("call returned before its port answered").isTrue();
    }

    private static boolean openedInTime(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void await_doneHoweverItEnded_returns() throws InterruptedException {
        var cancelled = new CompletableFuture<String>();
        cancelled.cancel(false);

        time.await(CompletableFuture.completedFuture("done"));
        time.await(CompletableFuture.failedFuture(new IllegalStateException("trouble")));
        time.await(cancelled);

        assertThat(cancelled).isCancelled();
    }

    @Test
    void await_interrupted_throwsAndChangesNothing() {
        var never = new CompletableFuture<String>();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.await(never)).isInstanceOf(InterruptedException.class);

        assertThat(never).isNotDone();
        assertThat(Thread.interrupted()).isFalse();
    }
}
