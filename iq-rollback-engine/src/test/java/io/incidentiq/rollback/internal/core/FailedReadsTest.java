package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What could not be read is named by whatever goes wrong because of it. */
class FailedReadsTest {
    private static Driven rollingOut() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    @Test
    void timeout_readsFailed_saysWhenItWasSeenLastAndWhatKeptFromSeeingMore() {
        Driven driven = rollingOut()
                .after(5)
                .sees(Driven.of(Driven.ours(new TaskCounts(3, 1, 2, 0, 0))))
                .after(5)
                .after(Duration.ofMinutes(20))
                .failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(driven.core.ending().detail())
                .contains("last seen at 2026-03-01T12:00:05Z", "since then it could not be looked at: no answer");
    }

    @Test
    void timeout_readsFailedOnceAndNoLonger_saysNothingOfThem() {
        Driven driven = rollingOut()
                .after(5)
                .failed(ProviderException.Kind.UNAVAILABLE)
                .after(5)
                .after(Duration.ofMinutes(20))
                .seesPlanned();

        assertThat(driven.core.ending().detail()).doesNotContain("could not be");
    }

    private static Driven imagesDenied(Driven driven) {
        return driven.after(5)
                .seesServing()
                .answered(
                        new Query.ServiceRevisions(Set.of(Worlds.revision(41).id())),
                        new Answer.Failed(ProviderException.Kind.DENIED, "DescribeServiceRevisions denied"));
    }

    @Test
    void timeout_imagesNotRead_saysWhy() {
        Driven driven =
                imagesDenied(rollingOut()).after(Duration.ofMinutes(20)).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(driven.core.ending().detail())
                .contains("its images were not compared: DescribeServiceRevisions denied");
    }

    @Test
    void images_notAllowedToBeRead_doNotKeepTheTargetFromBeingMitigated() {
        Driven driven = imagesDenied(rollingOut()).after(5).seesServing();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void images_notAllowedToBeRead_areUnknownInTheEnd() {
        Driven driven = imagesDenied(rollingOut()).after(5).seesServing().told(Notification.Moment.MITIGATED);
        driven.after(Duration.ofMinutes(4).minusSeconds(10)).woke();
        driven.after(Duration.ofMinutes(5)).seesServing().healthy().healthy().healthy();
        driven.numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.IMAGE_UNKNOWN);
    }

    @Test
    void images_notAnsweredUntilTheTimeout_areUnknownAndTheTargetServesAllTheSame() {
        Driven driven = rollingOut().after(5).seesServing().after(5).seesServing();
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);

        driven.after(Duration.ofMinutes(20)).seesServing();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void read_deniedAgainAndAgain_isWarnedOfOnce() {
        Driven driven = imagesDenied(imagesDenied(rollingOut()));

        assertThat(driven.core.warnings()).containsExactly("could not be read: DescribeServiceRevisions denied");
    }

    @Test
    void read_failsForNow_isNoWarning() {
        assertThat(rollingOut()
                        .after(5)
                        .failed(ProviderException.Kind.UNAVAILABLE)
                        .core
                        .warnings())
                .isEmpty();
    }
}
