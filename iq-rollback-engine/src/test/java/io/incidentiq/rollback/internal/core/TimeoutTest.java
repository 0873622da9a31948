package io.incidentiq.rollback.internal.core;

import static io.incidentiq.rollback.internal.core.Driven.twice;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long the target is waited for, and what is said once that is too long. */
class TimeoutTest {
    private static Driven rollingOut() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    private static Driven lost() {
        return Driven.of(Worlds.badDeploy())
                .toSettling()
                .after(Duration.ofMinutes(2))
                .sees(Driven.of(Driven.ours(new TaskCounts(3, 2, 1, 0, 0))));
    }

    @Test
    void lostAgain_neverRegained_hasATimeoutOfItsOwn() {
        Driven driven = lost().after(Duration.ofMinutes(20).minusSeconds(1)).woke();
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);

        driven.after(1).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void lostAgain_timeAndAgain_comesToAnEndAllTheSame() {
        Driven driven = lost();
        for (int i = 0; i < 40 && driven.phase() != Phase.CLOSING; i++) {
            driven.after(Duration.ofMinutes(19)).seesServing().after(5).seesServing();
            driven.after(5).sees(Driven.of(Driven.ours(new TaskCounts(3, 2, 1, 0, 0))));
            driven.after(Duration.ofMinutes(2)).woke();
        }

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void timeout_writeWasThrottledForLong_runsFromTheAcceptedOne() {
        Driven driven = Driven.of(Worlds.badDeploy()).toSent().throttled();
        for (int minute = 1; minute < 19; minute++) {
            driven.after(Duration.ofMinutes(1)).seesPlanned().sent().throttled();
        }
        driven.after(Duration.ofMinutes(1).minusSeconds(1))
                .seesPlanned()
                .after(1)
                .sent()
                .accepted();

        driven.after(Duration.ofMinutes(20).minusSeconds(1)).woke();
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);

        driven.after(1).failed(ProviderException.Kind.UNAVAILABLE);
        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void lostAgain_fiveTimesAtMost_hasATimeoutOfItsOwn() {
        Rollout partly = Driven.ours(new TaskCounts(3, 2, 1, 0, 0));
        Driven driven = rollingOut();
        for (int loss = 1; loss <= 5; loss++) {
            twice(driven, Driven.serving()).after(5).sees(Driven.of(partly));
            driven.after(Duration.ofMinutes(19));
            assertThat(driven.sees(Driven.of(partly)).phase()).isEqualTo(Phase.ROLLING_OUT);
        }

        twice(driven, Driven.serving()).after(5).sees(Driven.of(partly));
        driven.after(Duration.ofMinutes(1)).sees(Driven.of(partly));

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
    }

    private static String timedOut(Driven driven) {
        driven.after(Duration.ofMinutes(20)).failed(ProviderException.Kind.UNAVAILABLE);
        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
        return driven.core.ending().detail();
    }

    @Test
    void timeout_neverSeen_saysThatNothingWas() {
        assertThat(timedOut(rollingOut())).contains("; last seen: nothing; since then it could not be looked at");
    }

    @Test
    void timeout_rolloutGivesNoReason_saysThePlatformsNewestEvent() {
        var newest = new ServiceEvent("2", Worlds.NOW, "unable to place a task");
        var older = new ServiceEvent("1", Worlds.NOW, "has started 3 tasks");

        Driven driven = rollingOut().after(5);
        driven.sees(Driven.of(Driven.ours(TaskCounts.NONE)).withEvents(List.of(newest, older)));

        assertThat(timedOut(driven)).contains("]; unable to place a task; since then");
    }

    @Test
    void timeout_platformSaysNothing_saysSo() {
        Driven driven = rollingOut().after(5).sees(Driven.of(Driven.ours(TaskCounts.NONE)));

        assertThat(timedOut(driven)).contains("]; the platform gives no reason; since then");
    }

    @Test
    void timeout_twoGoodReadsByThenAndImagesUntold_isMitigated() {
        Driven driven =
                rollingOut().after(Duration.ofMinutes(20).minusSeconds(5)).seesServing();

        driven.after(5).seesServing();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void timeout_secondBefore_isNotYet() {
        Driven driven =
                rollingOut().after(Duration.ofMinutes(20).minusSeconds(1)).woke();

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void timeout_passedOverWithoutALook_isBelievedOnlyAfterOne() {
        Driven driven = rollingOut().after(Duration.ofMinutes(50)).woke();

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        driven.seesServing().seesImages(Worlds.revision(41)).after(1).seesServing();
        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void clockJumped_rollingOut_leavesTheTimeThatWasLeft() {
        for (Duration by : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            Driven driven =
                    rollingOut().after(Duration.ofMinutes(19)).seesPlanned().jumps(by);

            assertThat(driven.after(59)
                            .failed(ProviderException.Kind.UNAVAILABLE)
                            .phase())
                    .isEqualTo(Phase.ROLLING_OUT);
            assertThat(driven.after(2)
                            .failed(ProviderException.Kind.UNAVAILABLE)
                            .reason())
                    .isEqualTo(Reason.TIMEOUT);
        }
    }

    @Test
    void timeout_reached_saysWhatWasSeenLast() {
        Driven driven = rollingOut()
                .after(5)
                .sees(Driven.of(Driven.ours(new TaskCounts(3, 1, 2, 0, 0))
                        .withState(RolloutState.IN_PROGRESS, "waiting for capacity")))
                .after(Duration.ofMinutes(20))
                .failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(driven.core.ending().detail())
                .contains("20 min", "d-ours payments:41 PRIMARY 1/3 running", "waiting for capacity");
    }

    @Test
    void slow_twiceTheExpectedTime_isWarnedOfOnce() {
        Driven driven = rollingOut().after(Duration.ofMinutes(6)).woke();
        assertThat(driven.core.warnings()).isEmpty();

        driven.after(1).woke().after(1).woke();

        assertThat(driven.core.warnings()).containsExactly("takes more than twice the expected 3 min");
    }
}
