package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");

    private final ManualTime time = ManualTime.startingAt(START);
    private final List<String> ran = new ArrayList<>();

    private void schedule(int seconds, String name) {
        time.schedule(START.plusSeconds(seconds), () -> ran.add(name + " at " + time.instant()));
    }

    @Test
    void advance_dueTasks_runByInstantThenByOrder() {
        schedule(2, "b");
        schedule(1, "a");
        schedule(2, "c");
        schedule(4, "later");

        time.advance(Duration.ofSeconds(3));

        assertThat(ran)
                .containsExactly("a at 2026-01-05T02:00:01Z", "b at 2026-01-05T02:00:02Z", "c at 2026-01-05T02:00:02Z");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void advance_negative_throws() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runUntilIdle_tasksThatScheduleMore_runsThemToo() {
        time.schedule(START.plusSeconds(1), () -> schedule(5, "second"));

        time.runUntilIdle();

        assertThat(ran).containsExactly("second at 2026-01-05T02:00:05Z");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void call_several_runInTheOrderOfStarting() {
        CompletableFuture<Boolean> first = time.call(() -> ran.add("first"));
        CompletableFuture<Boolean> second = time.call(() -> ran.add("second"));
        assertThat(ran).isEmpty();

        time.advance(Duration.ZERO);

        assertThat(ran).containsExactly("first", "second");
        assertThat(List.of(first, second)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void await_nothingToCome_saysSoInsteadOfHanging() {
        assertThatThrownBy(() -> time.await(new CompletableFuture<String>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing scheduled");
    }
}
