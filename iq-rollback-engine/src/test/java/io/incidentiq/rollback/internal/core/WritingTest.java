package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritingTest {
    private static Driven driven() {
        return Driven.of(Worlds.badDeploy());
    }

    @Test
    void next_writeIsDue_sendsTheTargetsDefinitionWithAllKnownDeployments() {
        Write write = driven().toWriting().write();

        assertThat(write.revision()).isEqualTo(Worlds.rev(41));
        assertThat(write.stop()).isNull();
        assertThat(write.known()).contains(Driven.SUSPECT);
        assertThat(write.attempt()).isEqualTo(1);
    }

    @Test
    void next_actionIsStop_sendsTheSuspectsDeployment() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(Worlds.revision(42), 20, DeploymentState.IN_PROGRESS)
                .request(r -> r.withIncidentStart(Worlds.ago(18)));

        assertThat(Driven.of(world).toWriting().write().stop()).isEqualTo(Driven.SUSPECT);
    }

    @Test
    void written_accepted_isOursAndChanged() {
        Driven driven = driven().toRollingOut();

        assertThat(driven.core.progress().deployment()).hasValue(Driven.OURS);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
        assertThat(driven.core.progress().sentAt()).hasValue(Worlds.NOW);
    }

    @Test
    void written_rejected_isFailedAndNothingChanged() {
        Driven driven = driven().toSent().written(new WriteAnswer.Rejected(Reason.WRITE_REJECTED, "no such role"));

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.WRITE_REJECTED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
        assertThat(driven.core.progress().sentAt()).isEmpty();
    }

    @Test
    void written_rejected_saysWhatThePlatformSays() {
        Driven driven = driven().toSent().written(new WriteAnswer.Rejected(Reason.WRITE_REJECTED, "no such role"));

        assertThat(driven.core.ending().detail()).isEqualTo("no such role");
    }

    @Test
    void written_intentCouldNotBeStored_saysThatNothingWasSent() {
        Driven driven = driven().toSent().written(new WriteAnswer.Rejected(Reason.STORE_UNAVAILABLE, "disk full"));

        assertThat(driven.core.ending().detail()).isEqualTo("nothing was sent: disk full");
    }

    @Test
    void written_throttled_isGivenUpOnlyAfterTheTimeoutFromTheFirstAttempt() {
        Driven driven = driven().toWriting().after(Duration.ofMinutes(10)).seesPlanned();
        driven.sent().throttled();

        driven.after(Duration.ofMinutes(19)).sent().throttled();
        assertThat(driven.phase()).isEqualTo(Phase.WRITING);
        driven.after(Duration.ofMinutes(1)).sent().throttled();

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(driven.core.ending().detail()).isEqualTo("3 times in vain: rate exceeded");
    }

    @Test
    void clockJumped_whileThrottled_leavesTheTimeThatWasLeft() {
        Driven driven = driven().toSent().throttled().jumps(Duration.ofHours(1));

        driven.seesPlanned().sent().throttled();
        assertThat(driven.phase()).isEqualTo(Phase.WRITING);
        driven.after(Duration.ofMinutes(20)).sent().throttled();

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void clockJumped_beforeTheFirstAttempt_leavesTheTimeThatWasLeft() {
        Driven driven = driven().toWriting().jumps(Duration.ofHours(1)).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.phase()).isEqualTo(Phase.WRITING);
    }

    @Test
    void clockJumped_whileTheTeamIsTold_writesAllTheSame() {
        Driven driven = driven().toAnnouncing().jumps(Duration.ofHours(-1)).told(Notification.Moment.STARTED);

        assertThat(driven.phase()).isEqualTo(Phase.WRITING);
        assertThat(driven.core.next()).isInstanceOf(Batch.Reads.class);
    }

    @Test
    void written_throttled_backsOffFromOneSecondToThirty() {
        Driven driven = driven().toWriting();

        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            driven.sent().throttled();
            assertThat(driven.core.next())
                    .isEqualTo(new Batch.Sleep(driven.now().plusSeconds(seconds)));
            driven.after(seconds).woke();
            assertThat(driven.seesPlanned().write().attempt()).isEqualTo(1);
        }
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void written_throttledUntilTheTimeout_isFailedAndNothingChanged() {
        Driven driven = driven().toWriting();

        for (int i = 0; i < 100 && driven.phase() == Phase.WRITING; i++) {
            driven.sent().throttled();
            if (driven.phase() == Phase.WRITING) {
                driven.after(30).woke().seesPlanned();
            }
        }

        assertThat(driven.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
        assertThat(Duration.between(Worlds.NOW, driven.now()))
                .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
    }

    /** Throttled once, eleven seconds after the service was last seen. */
    private static Driven lookIsOld(Driven driven) {
        return driven.toSent().throttled().after(11).woke();
    }

    @Test
    void again_tenSecondsAfterTheLastLook_isSentWithoutAnother() {
        assertThat(driven().toSent().throttled().after(10).woke().core.next()).isInstanceOf(Batch.Send.class);
    }

    @Test
    void again_laterThanThat_looksAtTheServiceFirst() {
        Batch next = lookIsOld(driven()).core.next();

        assertThat(((Batch.Reads) next).queries()).hasSize(3).endsWith(new Query.ServiceNow(Worlds.SERVICE));
    }

    @Test
    void again_serviceIsAsItWas_isSent() {
        assertThat(lookIsOld(driven()).seesPlanned().write().attempt()).isEqualTo(1);
    }

    @Test
    void again_somebodyDeployedMeanwhile_isStaleAndNothingChanged() {
        Driven driven = lookIsOld(driven()).sees(Driven.of(Driven.foreign(), Driven.old(3)));

        assertThat(driven.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
        assertThat(driven.core.next()).isEqualTo(new Batch.Tell(Notification.Moment.ENDED));
    }

    @Test
    void again_serviceIsGone_isStale() {
        assertThat(lookIsOld(driven()).seesNoService().reason()).isEqualTo(Reason.PLAN_STALE);
    }

    @Test
    void again_theLookFails_isRepeatedAfterAPauseThatGrows() {
        Driven driven = lookIsOld(driven());

        for (int seconds : new int[] {1, 2, 4}) {
            driven.failed(ProviderException.Kind.THROTTLED);
            assertThat(driven.core.next())
                    .isEqualTo(new Batch.Sleep(driven.now().plusSeconds(seconds)));
            driven.after(seconds).woke();
        }
        assertThat(driven.core.next()).isInstanceOf(Batch.Reads.class);
    }

    @Test
    void first_theLookFails_isRepeatedWhetherOrNotTheTeamWasTold() {
        Driven untold = Driven.of(Worlds.badDeploy().checklist()).began();

        for (Driven driven : List.of(untold, driven().toWriting())) {
            driven.after(11).failed(ProviderException.Kind.UNAVAILABLE);
            assertThat(driven.phase()).isEqualTo(Phase.WRITING);
        }
    }

    @Test
    void again_theLookFailsUntilTheTimeout_isFailedAndNothingChanged() {
        Driven driven = lookIsOld(driven()).after(Duration.ofMinutes(20)).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void again_theLookIsDenied_isFailedAtOnce() {
        assertThat(lookIsOld(driven()).failed(ProviderException.Kind.DENIED).reason())
                .isEqualTo(Reason.PROVIDER_DENIED);
    }

    /** The first answer was lost and nothing of it seen, the second attempt was throttled, and the last look is old. */
    private static Driven secondAttemptWaits() {
        return driven().toSent()
                .unknown()
                .seesPlannedThreeTimes()
                .sent()
                .throttled()
                .after(11)
                .woke();
    }

    @Test
    void again_theFirstAttemptShowsAfterAll_isAdopted() {
        Driven driven = secondAttemptWaits().sees(Driven.of(Driven.ours(TaskCounts.NONE), Driven.old(3)));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().deployment()).hasValue(Driven.OURS);
    }

    @Test
    void again_somebodyDeployedAfterALostAnswer_isSuperseded() {
        Driven driven = secondAttemptWaits().sees(Driven.of(Driven.foreign(), Driven.old(3)));

        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }

    @Test
    void again_nothingOfTheFirstAttempt_isTheSecond() {
        assertThat(secondAttemptWaits().seesPlanned().write().attempt()).isEqualTo(2);
    }

    @Test
    void first_theTeamWasToldSlowly_looksAtTheServiceFirst() {
        Driven driven = driven().after(9).toAnnouncing().after(3).told(Notification.Moment.STARTED);

        assertThat(driven.core.next()).isInstanceOf(Batch.Reads.class);
    }

    @Test
    void cancelled_thenTheWriteWasNotSent_isCancelledAndNothingChanged() {
        Driven driven = driven().toSent().cancelled().notSent();

        assertThat(driven.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
        assertThat(driven.core.progress().sentAt()).isEmpty();
    }

    @Test
    void written_notSent_isSentAgainAsTheSameAttempt() {
        Driven driven = driven().toSent().notSent().after(1).woke();

        assertThat(driven.write().attempt()).isEqualTo(1);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void written_secondAttemptNotSent_isSentAgainAndStaysUnknown() {
        Driven driven = driven().toSent()
                .unknown()
                .seesPlannedThreeTimes()
                .sent()
                .notSent()
                .after(1)
                .woke();

        assertThat(driven.write().attempt()).isEqualTo(2);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }

    @Test
    void cancelled_whileTheWriteIsOut_waitsForItsAnswer() {
        Driven driven = driven().toSent().cancelled();

        assertThat(driven.phase()).isEqualTo(Phase.SENT);

        driven.accepted();

        assertThat(driven.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }
}
