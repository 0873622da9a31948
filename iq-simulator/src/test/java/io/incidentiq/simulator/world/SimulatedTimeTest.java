package io.incidentiq.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {
    private static final Instant START = Instant.parse("2026-02-14T02:14:00Z");

    private final SimulatedTime time = new SimulatedTime(START);
    private final List<String> happened = new ArrayList<>();

    @Test
    void await_tasksAtOneInstant_runInTheOrderOfInsertion() throws InterruptedException {
        var done = new CompletableFuture<Boolean>();
        time.schedule(START.plusSeconds(2), () -> done.complete(happened.add("last")));
        time.schedule(START.plusSeconds(1), () -> happened.add("a"));
        time.schedule(START.plusSeconds(1), () -> happened.add("b"));

        time.await(done);

        assertThat(happened).containsExactly("a", "b", "last");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void schedule_past_runsAtOnce() throws InterruptedException {
        var done = new CompletableFuture<Boolean>();
        time.schedule(START.minusSeconds(5), () -> done.complete(true));

        time.await(done);

        assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void schedule_cancelled_neitherRunsNorMovesTheClock() throws InterruptedException {
        var done = new CompletableFuture<Boolean>();
        time.schedule(START.plusSeconds(1), () -> happened.add("cancelled")).cancel();
        time.schedule(START.plusSeconds(3), () -> done.complete(true));

        time.await(done);

        assertThat(happened).isEmpty();
    }

    @Test
    void call_startedTogether_moveTheClockByTheLongestLatency() throws InterruptedException {
        var slow = time.call(() -> spend(300));
        var fast = time.call(() -> spend(100));

        time.await(CompletableFuture.allOf(slow, fast));

        assertThat(happened).containsExactly("300", "100");
        assertThat(time.instant()).isEqualTo(START.plusMillis(300));
    }

    @Test
    void call_throws_answersWithTheException() throws InterruptedException {
        var failed = time.call(() -> {
            throw ProviderException.of(ProviderException.Kind.DENIED, "no");
        });

        time.await(failed);

        assertThatThrownBy(failed::join).hasCauseInstanceOf(ProviderException.class);
    }

    @Test
    void await_nothingLeftToHappen_throws() {
        assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no event is left");
    }

    @Test
    void await_interrupted_throwsAndLeavesTheClock() {
        time.schedule(START.plusSeconds(1), () -> happened.add("ran"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.await(new CompletableFuture<>())).isInstanceOf(InterruptedException.class);
        assertThat(time.instant()).isEqualTo(START);
    }

    private boolean spend(long millis) {
        time.spend(Duration.ofMillis(millis));
        return happened.add(Long.toString(millis));
    }
}
