package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollingTest {
    private static final Answer SEEN = new Answer.Service(Worlds.badDeploy().seen());
    private static final Answer THROTTLED = new Answer.Failed(ProviderException.Kind.THROTTLED, "Rate exceeded");
    private static final Answer UNAVAILABLE = new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "503");

    private static Settings everySeconds(int seconds) {
        return Worlds.badDeploy()
                .request(r -> r.withPollInterval(Duration.ofSeconds(seconds)))
                .settings();
    }

    private static Duration next(Polling polling, Phase phase, boolean near, Answer answer) {
        polling.looked(answer);
        return polling.interval(phase, near, Worlds.NOW);
    }

    private static List<Duration> looks(Polling polling, int count, boolean near) {
        var intervals = new ArrayList<Duration>();
        for (int look = 0; look < count; look++) {
            intervals.add(next(polling, Phase.ROLLING_OUT, near, SEEN));
        }
        return intervals;
    }

    @Test
    void interval_farFromMitigated_isFiveSecondsMoreOrLess() {
        List<Duration> looks = looks(new Polling(Worlds.badDeploy().settings()), 100, false);

        assertThat(looks).allSatisfy(d -> assertThat(d).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500)));
        assertThat(Set.copyOf(looks)).hasSizeGreaterThan(50);
    }

    @Test
    void interval_onlyTheLastStepMissing_isTwoSecondsForTenLooks() {
        List<Duration> looks = looks(new Polling(Worlds.badDeploy().settings()), 12, true);

        assertThat(looks.subList(0, 10))
                .allSatisfy(d -> assertThat(d).isBetween(Duration.ofMillis(1_800), Duration.ofMillis(2_200)));
        assertThat(looks.subList(10, 12))
                .allSatisfy(d -> assertThat(d).isGreaterThanOrEqualTo(Duration.ofMillis(4_500)));
    }

    @Test
    void interval_sameRollback_isTheSame() {
        assertThat(looks(new Polling(Worlds.badDeploy().settings()), 20, false))
                .isEqualTo(looks(new Polling(Worlds.badDeploy().settings()), 20, false));
    }

    @Test
    void interval_requested_isThatExactly() {
        assertThat(looks(new Polling(everySeconds(7)), 5, true)).containsOnly(Duration.ofSeconds(7));
    }

    @ParameterizedTest(name = "throttled {0} times: {1} s")
    @CsvSource({"1, 14", "2, 28", "3, 56", "4, 60", "40, 60"})
    void interval_throttledInARow_doublesUpToAMinute(int times, int seconds) {
        var polling = new Polling(everySeconds(7));
        Duration last = Duration.ZERO;
        for (int i = 0; i < times; i++) {
            last = next(polling, Phase.ROLLING_OUT, false, THROTTLED);
        }

        assertThat(last).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(next(polling, Phase.ROLLING_OUT, false, SEEN)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void interval_unavailable_isTheUsualOne() {
        assertThat(next(new Polling(everySeconds(7)), Phase.ROLLING_OUT, false, UNAVAILABLE))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void interval_throttledButAskedForMoreThanAMinute_isNotShortened() {
        assertThat(next(new Polling(everySeconds(90)), Phase.ROLLING_OUT, false, THROTTLED))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void interval_onceMitigated_isFifteenSecondsMoreOrLess() {
        assertThat(next(new Polling(everySeconds(2)), Phase.SETTLING, true, SEEN))
                .isBetween(Duration.ofMillis(13_500), Duration.ofMillis(16_500));
    }
}
