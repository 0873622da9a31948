package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.cli.output.CliError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Instant FROM = Instant.parse("2026-02-14T02:14:00Z");

    private final List<Long> pauses = new ArrayList<>();
    private final List<Instant> ticks = new ArrayList<>();

    private void pass(double times, Instant to) {
        new Pace(times, pauses::add).pass(FROM, to, ticks::add);
    }

    @Test
    void pass_tenTimesFaster_waitsATenthAndTicksFourTimesASecond() {
        pass(10, FROM.plusSeconds(10));

        assertThat(pauses).containsExactly(250_000_000L, 250_000_000L, 250_000_000L, 250_000_000L);
        assertThat(ticks)
                .containsExactly(
                        FROM.plusMillis(2_500), FROM.plusSeconds(5), FROM.plusMillis(7_500), FROM.plusSeconds(10));
    }

    @Test
    void pass_lessThanATick_waitsOnce() {
        pass(60, FROM.plusSeconds(3));

        assertThat(pauses).containsExactly(50_000_000L);
    }

    @Test
    void pass_maxOrNoTimeOrBackwards_waitsForNothing() {
        pass(Double.POSITIVE_INFINITY, FROM.plusSeconds(10));
        pass(60, FROM);
        pass(60, FROM.minusSeconds(1));

        assertThat(pauses).isEmpty();
        assertThat(ticks).isEmpty();
    }

    @Test
    void of_nothingTyped_isSixtyOnATerminalElseMax() {
        assertThat(Pace.of(null, true).times()).isEqualTo(60);
        assertThat(Pace.of(null, false).times()).isInfinite();
        assertThat(Pace.of("max", true).times()).isInfinite();
        assertThat(Pace.of("2.5", true).times()).isEqualTo(2.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "", "fast"})
    void of_anythingElse_isRefusedByName(String text) {
        assertThatThrownBy(() -> Pace.of(text, false))
                .isInstanceOf(CliError.class)
                .hasMessage("--speed '%s': expected a number > 0, or max", text);
    }
}
