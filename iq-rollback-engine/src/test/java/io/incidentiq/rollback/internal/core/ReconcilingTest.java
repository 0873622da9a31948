package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answer of a write is lost: whether it took effect is looked at before anything is sent again. */
class ReconcilingTest {
    private static Driven driven() {
        return Driven.of(Worlds.badDeploy());
    }

    @Test
    void clockJumped_whileTheAnswerIsLost_countsUnchangedReadsAnew() {
        Driven driven = driven().toSent().unknown().seesPlanned().after(10).seesPlanned();

        driven.jumps(Duration.ofSeconds(5)).seesPlanned();

        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
    }

    @Test
    void reconciling_newDeploymentOfTheTarget_isAdopted() {
        Driven driven = driven().toSent().unknown().after(5);

        driven.sees(Driven.of(Driven.ours(TaskCounts.NONE), Driven.old(3)));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().deployment()).hasValue(Driven.OURS);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void reconciling_serviceAndHistory_areReadAtOnceAndEveryFiveSeconds() {
        Driven driven = driven().toSent().unknown();
        Query service = new Query.ServiceNow(Worlds.SERVICE);
        Query history = new Query.History(Worlds.SERVICE, Worlds.ago(24 * 60));
        assertThat(driven.core.next()).isEqualTo(new Batch.Reads(List.of(service, history)));

        driven.seesPlanned();

        assertThat(driven.core.next()).isEqualTo(new Batch.Sleep(driven.now().plusSeconds(5)));
        assertThat(driven.after(5).woke().core.next()).isEqualTo(new Batch.Reads(List.of(service, history)));
    }

    @Test
    void reconciling_whileNothingIsSeen_isUnknown() {
        Driven driven = driven().toSent().unknown().seesPlanned();

        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }

    @Test
    void reconciling_threeUnchangedReadsOverFifteenSeconds_allowTheSecondAttempt() {
        Driven driven = driven().toSent().unknown().seesPlannedThreeTimes();

        assertThat(driven.phase()).isEqualTo(Phase.WRITING);
        assertThat(driven.write().attempt()).isEqualTo(2);
    }

    @Test
    void reconciling_threeUnchangedReadsWithinFifteenSeconds_areNotEnough() {
        Driven driven = driven().toSent().unknown();

        driven.seesPlanned().after(7).seesPlanned().after(7).seesPlanned();

        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
    }

    @Test
    void reconciling_twoReadsOverFifteenSeconds_areNotEnough() {
        Driven driven = driven().toSent().unknown().seesPlanned().after(20).seesPlanned();

        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
    }

    @Test
    void reconciling_failedReads_dontCount() {
        Driven driven = driven().toSent().unknown().seesPlanned();

        driven.after(10).failed(ProviderException.Kind.UNAVAILABLE);
        driven.after(10).seesPlanned();

        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
    }

    @Test
    void reconciling_secondUnknownStaysInvisible_isWriteUnknown() {
        Driven driven = driven().toSent().unknown().seesPlannedThreeTimes();

        driven.sent().unknown().seesPlannedThreeTimes();

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.core.ending().detail())
                .isEqualTo("2 times without an answer (connection reset), and no deployment of ours is seen");
        assertThat(driven.reason()).isEqualTo(Reason.WRITE_UNKNOWN);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }

    @Test
    void reconciling_secondUnknownBecomesVisible_isAdopted() {
        Driven driven =
                driven().toSent().unknown().seesPlannedThreeTimes().sent().unknown();

        driven.after(5).sees(Driven.of(Driven.ours(TaskCounts.NONE), Driven.old(3)));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void reconciling_secondAttemptRejected_isFailedAndUnknownAfterALook() {
        Driven driven = driven().toSent().unknown().seesPlannedThreeTimes().sent();

        driven.written(new WriteAnswer.Rejected(Reason.STORE_UNAVAILABLE, "no"));
        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
        driven.seesPlannedThreeTimes();

        assertThat(driven.reason()).isEqualTo(Reason.STORE_UNAVAILABLE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
        assertThat(driven.core.ending().detail())
                .contains("once without an answer", "the next attempt was not made: no")
                .doesNotContain("nothing was sent");
    }

    @Test
    void reconciling_secondAttemptRejectedButTheFirstTookEffect_isAdopted() {
        Driven driven = driven().toSent().unknown().seesPlannedThreeTimes().sent();

        driven.written(new WriteAnswer.Rejected(Reason.WRITE_REJECTED, "no"));
        driven.after(5).sees(Driven.of(Driven.ours(TaskCounts.NONE), Driven.old(3)));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void reconciling_somebodyElsesDeployment_isSuperseded() {
        Driven driven = driven().toSent().unknown().after(5);

        driven.sees(Driven.of(Driven.foreign(), Driven.old(3)));

        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }

    @Test
    void reconciling_serviceGone_isServiceGone() {
        Driven driven = driven().toSent().unknown().after(5).seesNoService();

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.SERVICE_GONE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }
}
