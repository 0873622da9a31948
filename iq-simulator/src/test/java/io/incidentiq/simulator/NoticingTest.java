package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.WaitUntil;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How soon, and with how many looks, a rollout of minutes is seen to be over; in virtual time, so that it is exact. */
class NoticingTest {
    private record Noticed(Duration took, Duration lag, int reads) {}

    private static Noticed rollout(long seed) {
        Scenario slow = Scenario.named("bad-deploy").withTaskStart(Duration.ofSeconds(220));
        GatewayDrill drill = GatewayDrill.of(slow, seed);
        RollbackReport report = Drills.play(drill.simulation(), r -> r.withWaitUntil(WaitUntil.MITIGATED));
        Instant alone = Objects.requireNonNull(drill.last().finishedAt());
        Instant noticed = report.progress().mitigatedAt().orElseThrow();
        return new Noticed(
                Duration.between(drill.last().createdAt(), alone),
                Duration.between(alone, noticed),
                report.calls().reads());
    }

    @Test
    void run_longRollouts_areNoticedWithinThreeSecondsOnAverage() {
        List<Noticed> all =
                LongStream.rangeClosed(1, 60).mapToObj(NoticingTest::rollout).toList();

        double mean = all.stream().mapToLong(n -> n.lag.toMillis()).average().orElseThrow();
        assertThat(mean).as("%s", all).isBetween(0.0, 3_000.0);
        assertThat(all).allSatisfy(n -> assertThat(n.lag).isBetween(Duration.ZERO, Duration.ofSeconds(6)));
    }

    @Test
    void run_longRollouts_areLookedAtSeldom() {
        assertThat(LongStream.rangeClosed(1, 20).mapToObj(NoticingTest::rollout))
                .allSatisfy(n ->
                        assertThat(n.reads).as("%s", n).isLessThanOrEqualTo(20 + (int) n.took.toSeconds() * 2 / 9));
    }
}
