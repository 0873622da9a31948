package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    private static final Instant WRITTEN = Instant.parse("2026-02-14T02:14:00Z");
    private static final Schedule RB_0007 =
            new Schedule(Duration.ofMinutes(3), Duration.ofMinutes(20), Duration.ofMinutes(8));

    @ParameterizedTest(name = "{0} after the write: {1}")
    @CsvSource({
        "0s, about 11 min left",
        "61s, about 10 min left",
        "179s, about 9 min left",
        "180s, 17 min to timeout",
        "1150s, 50 s to timeout",
        "2000s, 0 s to timeout"
    })
    void left_whileRollingOut_isTheExpectedTimeThenTheTimeout(String after, String words) {
        Instant now = WRITTEN.plus(Duration.parse("PT" + after));

        assertThat(RB_0007.left(Phase.ROLLING_OUT, WRITTEN, null, now)).isEqualTo(words);
    }

    @Test
    void left_nothingSentYet_isTheWhole() {
        assertThat(RB_0007.left(Phase.WRITING, WRITTEN, null, WRITTEN)).isEqualTo("about 11 min left");
    }

    @Test
    void left_noExpectedTime_isTheTimeout() {
        var unknown = new Schedule(null, Duration.ofMinutes(20), Duration.ofMinutes(8));

        assertThat(unknown.left(Phase.SENT, WRITTEN, null, WRITTEN)).isEqualTo("20 min to timeout");
    }

    @ParameterizedTest
    @CsvSource({"0s, about 8 min left", "400s, about 80 s left", "479s, about 10 s left", "480s, nearly done"})
    void left_whileJudging_countsFromMitigated(String after, String words) {
        Instant now = WRITTEN.plus(Duration.parse("PT" + after));

        assertThat(RB_0007.left(Phase.VERIFYING, WRITTEN.minusSeconds(60), WRITTEN, now))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource(names = {"DRAINING", "CLOSING", "ENDED"})
    void left_whereItCannotBeTold_isNothing(Phase phase) {
        assertThat(RB_0007.left(phase, WRITTEN, WRITTEN, WRITTEN)).isEmpty();
    }
}
