package io.incidentiq.rollback.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastTimeoutTest {
    private static Optional<Ending> ending(Duration timeout) {
        return Worlds.badDeploy().request(r -> r.withTimeout(timeout)).plan().ending();
    }

    @Test
    void timeout_shorterThanTwoPolls_isRefusedWithTheMinimumAndWhatToWrite() {
        Ending ending = ending(Duration.ofMillis(7999)).orElseThrow();

        assertThat(ending.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ending.reason()).isEqualTo(Reason.TIMEOUT_TOO_SHORT);
        assertThat(ending.detail()).contains("timeout 7.999 s", "at least 8 s", "set 8s or more", "20 min");
    }

    @Test
    void timeout_ofTheMinimum_isTaken() {
        assertThat(ending(Duration.ofSeconds(8))).isEmpty();
    }

    @Test
    void timeout_default_isTaken() {
        assertThat(Worlds.badDeploy().plan().ending()).isEmpty();
    }

    @ParameterizedTest(name = "polled every {0} s: {1} s")
    @CsvSource({"1, 3", "30, 61"})
    void least_requestedPollInterval_isTwoOfItAndASecond(int poll, int least) {
        Settings settings = Worlds.badDeploy()
                .request(r -> r.withPollInterval(Duration.ofSeconds(poll)))
                .settings();

        assertThat(LeastTimeout.of(settings)).isEqualTo(Duration.ofSeconds(least));
    }
}
