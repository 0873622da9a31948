package io.incidentiq.rollback.internal.core;

import static io.incidentiq.rollback.internal.core.Driven.learns;
import static io.incidentiq.rollback.internal.core.Driven.twice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose rollout is the primary one, where id, time and PRIMARY alone don't tell it. */
class OwnershipTest {
    private static Worlds goingBack(DeploymentState state) {
        var deployment = Deployment.of(Driven.SUSPECT, Worlds.revision(42).id(), state, Worlds.ago(20))
                .withRolledBackTo(Worlds.revision(41).id());
        return Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployment(deployment, Worlds.revision(42))
                .request(r -> r.withIncidentStart(Worlds.ago(18)));
    }

    private static Driven following() {
        return Driven.of(goingBack(DeploymentState.ROLLBACK_IN_PROGRESS)).began();
    }

    private static Driven stopped() {
        return Driven.of(Worlds.calmUntil(17)
                        .deployed(40, 600)
                        .deployed(41, 300)
                        .deployed(Worlds.revision(42), 20, DeploymentState.IN_PROGRESS)
                        .request(r -> r.withIncidentStart(Worlds.ago(18))))
                .toSent()
                .written(new WriteAnswer.Accepted(Driven.SUSPECT));
    }

    private static Driven updated() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    /** The rollout of before, as it was before: its own id, its own time, no word of what it undoes. */
    private static Rollout asBefore(int revision) {
        return Rollout.primary(new DeploymentId("d" + revision), Worlds.rev(revision), Worlds.ago(300))
                .withTasks(Driven.ALL)
                .withState(RolloutState.COMPLETED, "")
                .withServiceRevision(new ServiceRevisionId("sr-" + revision));
    }

    private static Deployment suspect(DeploymentState state) {
        return Deployment.of(Driven.SUSPECT, Worlds.revision(42).id(), state, Worlds.ago(20));
    }

    @Test
    void primary_isTheBadRolloutStillWhileThePlatformGoesBack_isNotOurs() {
        Driven driven = twice(following(), Driven.lagging());

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().mitigatedAt()).isEmpty();
    }

    @Test
    void primary_isTheBadRolloutStillAfterOurStop_isNotOurs() {
        Driven driven = twice(stopped(), Driven.lagging());

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oldRollout_returnsAsItWas_isOursByWhatItRuns(boolean byUs) {
        Driven driven = (byUs ? stopped() : following()).after(5).sees(Driven.of(asBefore(41), Driven.old(0)));
        assertThat(driven.after(15).woke().core.next()).asString().contains("History", "Deployments");

        learns(
                driven,
                suspect(DeploymentState.ROLLBACK_SUCCESSFUL)
                        .withRolledBackTo(Worlds.revision(41).id()));
        twice(driven, asBefore(41), Driven.old(0));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void oldRollout_historyLeavesOutWhereToItReturned_isOursIfItRunsThePlannedRecord() {
        Driven driven = stopped().after(5).sees(Driven.of(asBefore(41), Driven.old(0)));

        learns(driven, suspect(DeploymentState.ROLLBACK_SUCCESSFUL));
        twice(driven, asBefore(41), Driven.old(0));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void oldRollout_ofAnotherRevisionReturns_isOtherTarget() {
        Driven driven = stopped().after(5).sees(Driven.of(asBefore(40), Driven.old(0)));

        learns(
                driven,
                suspect(DeploymentState.ROLLBACK_IN_PROGRESS)
                        .withRolledBackTo(Worlds.revision(40).id()));
        driven.after(5).sees(Driven.of(asBefore(40), Driven.old(0)));

        assertThat(driven.reason()).isEqualTo(Reason.OTHER_TARGET);
    }

    @Test
    void oldRollout_returnToldOnceAndLaterLeftOut_isStillKnown() {
        Driven driven = stopped().after(5).sees(Driven.of(Driven.lagging()));
        learns(
                driven,
                suspect(DeploymentState.ROLLBACK_IN_PROGRESS)
                        .withRolledBackTo(Worlds.revision(40).id()));

        learns(driven, suspect(DeploymentState.ROLLBACK_SUCCESSFUL));
        driven.after(5).sees(Driven.of(asBefore(40), Driven.old(0)));

        assertThat(driven.reason()).isEqualTo(Reason.OTHER_TARGET);
    }

    @Test
    void oldRollout_returnToldAnew_isTheNewestToldOne() {
        Driven driven = stopped().after(5).sees(Driven.of(Driven.lagging()));
        learns(
                driven,
                suspect(DeploymentState.ROLLBACK_IN_PROGRESS)
                        .withRolledBackTo(Worlds.revision(40).id()));

        learns(
                driven,
                suspect(DeploymentState.ROLLBACK_SUCCESSFUL)
                        .withRolledBackTo(Worlds.revision(41).id()));
        twice(driven, asBefore(41), Driven.old(0));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void newRollout_runsTheTargetsRecordAndTheHistoryLags_isOursOnceThatTells() {
        Rollout untold = Rollout.primary(new DeploymentId("d-untold"), Worlds.rev(41), Worlds.NOW)
                .withTasks(Driven.ALL)
                .withServiceRevision(Worlds.revision(41).id());
        Driven driven = twice(stopped(), untold, Driven.old(0));
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);

        learns(driven, suspect(DeploymentState.ROLLBACK_IN_PROGRESS));
        twice(driven, untold, Driven.old(0));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void newRollout_runsAnotherRecordAfterAStop_isSuperseded() {
        Rollout other = Driven.foreign().withServiceRevision(new ServiceRevisionId("sr-43"));

        assertThat(stopped().after(5).sees(Driven.of(other)).outcome()).isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void newRollout_runsTheTargetsRecordAfterAnUpdate_isSuperseded() {
        Rollout theirs =
                Driven.foreign().withServiceRevision(Worlds.revision(41).id());

        assertThat(updated().after(5).sees(Driven.of(theirs)).outcome()).isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void oldRollout_suspectIsNotUndone_isOnlyAStaleAnswer() {
        Driven driven = stopped().after(5).sees(Driven.of(asBefore(41), Driven.old(0)));

        learns(driven, suspect(DeploymentState.IN_PROGRESS));
        twice(driven, asBefore(41), Driven.old(0));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void platformsRollback_hasFailedWhileTheBadRolloutIsPrimary_isFailed(boolean byUs) {
        Driven driven = (byUs ? stopped() : following())
                .after(5)
                .sees(Driven.of(Driven.lagging().withState(RolloutState.FAILED, "no capacity")));

        learns(driven, suspect(DeploymentState.ROLLBACK_FAILED));

        assertThat(driven.reason()).isEqualTo(Reason.PLATFORM_ROLLBACK_FAILED);
    }

    @Test
    void platformsRollback_suspectCompletedInstead_isStaleAndNothingChanged() {
        Driven driven = following().after(5).sees(Driven.of(Driven.lagging().withState(RolloutState.COMPLETED, "")));

        learns(driven, suspect(DeploymentState.SUCCESSFUL));

        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void stopped_suspectIsStoppedWithoutAReturn_isStale() {
        Driven driven = stopped().after(5).sees(Driven.of(Driven.lagging().withState(RolloutState.FAILED, "stopped")));

        learns(driven, suspect(DeploymentState.STOPPED));

        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.ending().detail()).contains("ended STOPPED", "nothing was undone");
    }

    @Test
    void platformsRollback_isFollowed_theIncidentIsMeasuredUntilThen() {
        Driven driven = following().after(Duration.ofMinutes(3));
        twice(driven, back(), Driven.old(0)).after(Duration.ofMinutes(4)).woke();
        driven.after(Duration.ofMinutes(6)).sees(Driven.of(back(), Driven.old(0)));
        driven.healthy().healthy().healthy().numbers(Worlds.ago(18), faultThenCalm(18, 13));

        assertThat(Objects.requireNonNull(driven.core.verification().metric())
                        .numbers()
                        .incident())
                .isCloseTo(Worlds.FAULT, within(1e-9));
    }

    private static Rollout back() {
        return Rollout.primary(new DeploymentId("d-auto"), Worlds.rev(41), Worlds.NOW)
                .withTasks(Driven.ALL)
                .withRollbackOf(Driven.SUSPECT)
                .withServiceRevision(Worlds.revision(41).id());
    }

    private static double[] faultThenCalm(int fault, int calm) {
        return IntStream.range(0, fault + calm)
                .mapToDouble(i -> i < fault ? Worlds.FAULT : Worlds.CALM)
                .toArray();
    }

    @Test
    void somebodyElsesDeployment_whileThePlatformGoesBack_isSuperseded() {
        Driven driven = following().after(5).sees(Driven.of(Driven.foreign(), Driven.old(0)));

        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
    }
}
