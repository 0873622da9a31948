package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The window where requests are counted: it lasts until a look decides. 0.5 % fail in good times, 8 % in the incident. */
class CountedWindowTest {
    private static final int GAP = -1;

    private static Driven verifying(int requests) {
        return Driven.of(Worlds.badDeploy().counted(requests).withoutHealth()).toVerifying();
    }

    /** So many minutes after the window began, with as many failures in each. */
    private static Driven judged(Driven driven, int requests, int minutes, int failed) {
        return at(driven, minutes)
                .requests(
                        Driven.windowFrom(),
                        requests,
                        IntStream.range(0, minutes).map(i -> failed).toArray());
    }

    private static Driven at(Driven driven, int minutes) {
        Duration until = Duration.between(driven.now(), Driven.windowFrom().plus(Duration.ofMinutes(minutes)));
        return driven.after(until).seesServing();
    }

    @Test
    void backAtFivePeriods_isRolledBack() {
        Driven driven = judged(verifying(200), 200, 5, 1);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(Objects.requireNonNull(driven.core.verification().metric())
                        .numbers()
                        .points())
                .isEqualTo(5);
    }

    @Test
    void nothingChanged_isNotRecoveredAtOnce() {
        Driven driven = judged(verifying(200), 200, 5, 16);

        assertThat(driven.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(driven.reason()).isEqualTo(Reason.ERROR_RATE_HIGH);
    }

    @Test
    void aThirdIsLeft_isLookedAtAgainAndAgainAndNeverCalledBack() {
        Driven driven = verifying(200);
        for (int minutes : new int[] {5, 8, 12, 18}) {
            judged(driven, 200, minutes, 5);
            if (driven.phase() != Phase.VERIFYING) {
                break;
            }
        }
        if (driven.phase() == Phase.VERIFYING) {
            judged(driven, 200, 30, 5);
        }

        assertThat(driven.outcome()).isNotEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aMinuteWithoutRequests_makesTheWindowAMinuteLonger() {
        Driven driven = at(verifying(200), 5).requests(Driven.windowFrom(), 200, 1, 1, GAP, 1, 1);
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);
        at(driven, 6).requests(Driven.windowFrom(), 200, 1, 1, GAP, 1, 1);
        assertThat(driven.phase()).as("the last minute may come late").isEqualTo(Phase.VERIFYING);
        driven.seesServing().requests(Driven.windowFrom(), 200, 1, 1, GAP, 1, 1, 1);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
