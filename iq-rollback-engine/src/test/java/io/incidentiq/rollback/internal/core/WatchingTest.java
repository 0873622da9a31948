package io.incidentiq.rollback.internal.core;

import static io.incidentiq.rollback.internal.core.Driven.twice;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WatchingTest {
    private static Driven rollingOut() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    @Test
    void mitigated_oneGoodRead_isNotEnough() {
        Driven driven = rollingOut().after(5).seesServing().seesImages(Worlds.revision(41));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void mitigated_twoGoodReadsInARow_isSinceTheFirst() {
        Driven driven = Driven.of(Worlds.badDeploy()).toSettling();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
        assertThat(driven.core.progress().mitigatedAt()).hasValue(Worlds.NOW.plusSeconds(5));
        assertThat(driven.core.next()).isEqualTo(new Batch.Tell(Notification.Moment.MITIGATED));
    }

    @Test
    void mitigated_aBadReadBetweenTwoGoodOnes_startsAnew() {
        Driven driven = rollingOut().after(5).seesServing().seesImages(Worlds.revision(41));

        driven.after(5)
                .sees(Driven.of(Driven.ours(new TaskCounts(3, 2, 1, 0, 0))))
                .after(5)
                .seesServing();

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @ParameterizedTest(name = "desired {0}, running {1}, unhealthy {2}, old running {3}")
    @CsvSource({"3, 2, 0, 0", "3, 3, 1, 0", "3, 3, 0, 1", "2, 2, 0, 0", "0, 3, 0, 0"})
    void mitigated_notAllServingAlone_isNot(int desired, int running, int unhealthy, int old) {
        Driven driven = twice(
                rollingOut(),
                Driven.of(Driven.ours(new TaskCounts(desired, running, 0, 0, unhealthy)), Driven.old(old)));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void mitigated_moreTasksThanDesired_is() {
        Driven driven = twice(rollingOut(), Driven.of(Driven.ours(new TaskCounts(3, 4, 0, 0, 0))));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void lostAgain_beforeTheWindowEnds_rollsOutAgainAndTheLastMitigationCounts() {
        Driven driven = Driven.of(Worlds.badDeploy()).toVerifying();

        driven.after(15).sees(Driven.of(Driven.ours(new TaskCounts(3, 2, 1, 0, 0))));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().mitigatedAt()).isEmpty();

        driven.after(15).seesServing().after(5).seesServing();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
        assertThat(driven.core.progress().mitigatedAt()).hasValue(driven.now().minusSeconds(5));
    }

    @ParameterizedTest(name = "{0} wanted, {1} running, {2} unhealthy, {3} old: lost {4}")
    @CsvSource({
        "4, 3, 0, 0, false",
        "6, 3, 0, 0, false",
        "2, 2, 0, 0, false",
        "3, 2, 0, 0, true",
        "4, 2, 0, 0, true",
        "4, 3, 1, 0, true",
        "4, 3, 0, 1, true"
    })
    void mitigated_andThenScaled_isLostOnlyBelowBothCounts(
            int desired, int running, int unhealthy, int old, boolean lost) {
        Driven driven = Driven.of(Worlds.badDeploy()).toSettling().after(15);
        Rollout ours = Driven.ours(new TaskCounts(desired, running, desired - running, 0, unhealthy));

        driven.sees(ServiceSnapshot.of(Worlds.SERVICE, Worlds.ago(9999), desired, List.of(ours, Driven.old(old))));

        assertThat(driven.phase()).isEqualTo(lost ? Phase.ROLLING_OUT : Phase.SETTLING);
    }

    @Test
    void mitigated_scaledInAndOutAgain_isNotLost() {
        Driven driven = Driven.of(Worlds.badDeploy()).toSettling().after(15);

        driven.sees(ServiceSnapshot.of(
                Worlds.SERVICE, Worlds.ago(9999), 2, List.of(Driven.ours(new TaskCounts(2, 2, 0, 0, 0)))));
        driven.after(15)
                .sees(ServiceSnapshot.of(
                        Worlds.SERVICE, Worlds.ago(9999), 5, List.of(Driven.ours(new TaskCounts(5, 2, 3, 0, 0)))));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void foreign_deploymentBeforeOursWasSeen_isSupersededAndChanged() {
        Driven driven = rollingOut().after(5).sees(Driven.of(Driven.foreign(), Driven.old(3)));

        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceStatus.class,
            names = {"DRAINING", "INACTIVE"})
    void service_isBeingDeleted_isFailed(ServiceStatus status) {
        Driven driven = rollingOut().after(5).sees(Driven.serving().withStatus(status));

        assertThat(driven.reason()).isEqualTo(Reason.SERVICE_GONE);
    }

    @Test
    void service_statusThatNobodyKnows_isStillThere() {
        ServiceSnapshot seen = Driven.serving().withStatus(ServiceStatus.UNKNOWN);

        assertThat(twice(rollingOut(), seen).phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void clockJumped_whateverWasWaitedFor_theServiceIsLookedAtNow() {
        Driven driven = rollingOut().after(5).seesPlanned().jumps(Duration.ofHours(-1));

        assertThat(driven.core.next()).isInstanceOf(Batch.Reads.class);
    }

    @Test
    void clockJumped_settling_waitsForTheRestOfIt() {
        Driven driven = Driven.of(Worlds.badDeploy()).toSettling().after(30).jumps(Duration.ofHours(1));

        assertThat(driven.after(60).seesServing().phase()).isEqualTo(Phase.SETTLING);
        assertThat(driven.after(Duration.ofMinutes(3)).seesServing().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void clockJumped_verifying_theWindowBeginsAnewAndTheReportSaysSo() {
        Driven driven = Driven.of(Worlds.badDeploy()).toVerifying().healthy().after(7);

        driven.jumps(Duration.ofMinutes(30));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
        assertThat(driven.core.warnings())
                .anyMatch(w -> w.startsWith("the clock jumped ahead by 30 min while verifying"));
    }

    @Test
    void thrownBack_byThePlatform_isReverted() {
        Driven driven = rollingOut().after(5).sees(Driven.of(Driven.thrownBack()));

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
        assertThat(driven.core.ending().detail()).contains("payments:42", "circuit breaker");
    }

    @Test
    void foreign_deploymentAfterOurWrite_isSuperseded() {
        Driven driven = Driven.of(Worlds.badDeploy()).toVerifying();

        driven.after(15).sees(Driven.of(Driven.foreign(), Driven.old(0)));

        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(driven.core.ending().detail()).contains("payments:43", "d-foreign");
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void oldPrimary_afterTheWrite_isAStaleAnswer() {
        assertThat(rollingOut().after(5).seesPlanned().phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void desiredCountZero_afterTheWrite_isUnverified() {
        Driven driven = rollingOut().after(5);

        driven.sees(ServiceSnapshot.of(Worlds.SERVICE, Worlds.ago(9999), 0, List.of(Driven.ours(TaskCounts.NONE))));

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.NOTHING_RUNS);
    }

    private static Driven seesScaledToZero(Rollout primary) {
        return rollingOut().after(5).sees(ServiceSnapshot.of(Worlds.SERVICE, Worlds.ago(9999), 0, List.of(primary)));
    }

    @Test
    void desiredCountZero_ofSomebodyElsesDeployment_isSuperseded() {
        assertThat(seesScaledToZero(Driven.foreign()).outcome()).isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void desiredCountZero_thrownBackByThePlatform_isReverted() {
        assertThat(seesScaledToZero(Driven.thrownBack()).reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
    }

    @Test
    void desiredCountZero_beforeOurDeploymentIsSeen_isNotJudgedYet() {
        assertThat(seesScaledToZero(Rollout.primary(Driven.SUSPECT, Worlds.rev(42), Worlds.ago(20)))
                        .phase())
                .isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void service_gone_isFailed() {
        assertThat(rollingOut().after(5).seesNoService().reason()).isEqualTo(Reason.SERVICE_GONE);
    }

    @Test
    void waitUntilMitigated_endsThereUnverified() {
        Driven driven = Driven.of(Worlds.badDeploy().request(r -> r.withWaitUntil(WaitUntil.MITIGATED)))
                .toSettling();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.NOT_AWAITED);
    }

    private static Driven draining() {
        Driven driven = Driven.of(Worlds.badDeploy().request(r -> r.withWaitUntil(WaitUntil.DRAINED)))
                .toJudged(0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(driven.phase()).isEqualTo(Phase.DRAINING);
        return driven;
    }

    @Test
    void waitUntilDrained_oldTasksGone_isRolledBack() {
        Driven driven = draining().after(15).sees(Driven.of(Driven.ours(Driven.ALL)));

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(driven.core.warnings()).isEmpty();
    }

    @Test
    void waitUntilDrained_aSecondBeforeFifteenMinutes_waitsOn() {
        Driven driven = draining().after(Duration.ofMinutes(15).minusSeconds(1)).woke();

        assertThat(driven.phase()).isEqualTo(Phase.DRAINING);
    }

    @Test
    void waitUntilDrained_afterFifteenMinutes_isAWarningAndTheSameOutcome() {
        Driven driven = draining().after(Duration.ofMinutes(15)).seesServing();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(driven.core.warnings()).containsExactly("old tasks still drain");
    }

    private static Driven following() {
        var world = Worlds.calmUntil(17).deployed(40, 600).deployed(41, 300);
        var deployment = Deployment.of(
                        Driven.SUSPECT, Worlds.revision(42).id(), DeploymentState.ROLLBACK_IN_PROGRESS, Worlds.ago(20))
                .withRolledBackTo(Worlds.revision(41).id());
        return Driven.of(world.deployment(deployment, Worlds.revision(42))
                        .request(r -> r.withIncidentStart(Worlds.ago(18))))
                .began();
    }

    private static Rollout platformsOwn(int revision) {
        return Rollout.primary(new DeploymentId("d-auto"), Worlds.rev(revision), Worlds.NOW)
                .withTasks(Driven.ALL)
                .withRollbackOf(Driven.SUSPECT);
    }

    @Test
    void follow_platformsRollback_writesAndTellsNothingAtStart() {
        assertThat(following().phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(following().core.progress().sentAt()).isEmpty();
        assertThat(following().core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void follow_targetServesAlone_isMitigated() {
        Driven driven = following();
        var seen = Driven.of(platformsOwn(41), Driven.old(0));

        driven.after(5).sees(seen).after(5).sees(seen);

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void follow_platformsRollbackFailed_isFailed() {
        Driven driven =
                following().after(5).sees(Driven.of(platformsOwn(41).withState(RolloutState.FAILED, "no capacity")));

        assertThat(driven.reason()).isEqualTo(Reason.PLATFORM_ROLLBACK_FAILED);
    }

    @Test
    void follow_platformReturnsElsewhere_isOtherTarget() {
        assertThat(following().after(5).sees(Driven.of(platformsOwn(40))).reason())
                .isEqualTo(Reason.OTHER_TARGET);
    }

    @Test
    void cancelled_whileTheStartMessageIsOut_tellsTheOutcomeToo() {
        Driven driven = Driven.of(Worlds.badDeploy()).toAnnouncing().cancelled();

        driven.told(Notification.Moment.STARTED);

        assertThat(driven.core.next()).isEqualTo(new Batch.Tell(Notification.Moment.ENDED));
    }
}
