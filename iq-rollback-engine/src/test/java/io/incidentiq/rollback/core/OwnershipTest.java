package io.incidentiq.rollback.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.fact.Answer;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.WaitUntil;
import io.incidentiq.rollback.plan.Worlds;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    /** The bad rollout, which is primary still, and the only one. */
    private static Rollout lagging() {
        return Rollout.primary(Driven.SUSPECT, Worlds.rev(42), Worlds.ago(20))
                .withTasks(Driven.ALL)
                .withServiceRevision(Worlds.revision(42).id());
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

    private static Driven learns(Driven driven, Deployment deployment) {
        return driven.answered(
                        new Query.History(Worlds.SERVICE, Worlds.ago(1440)),
                        new Answer.History(new DeploymentHistory(List.of(deployment), Worlds.ago(1440))))
                .answered(
                        new Query.Deployments(Worlds.SERVICE, Set.of(deployment.id())),
                        new Answer.Deployments(Map.of(deployment.id(), deployment)));
    }

    private static Driven twice(Driven driven, Rollout... seen) {
        return driven.after(5)
                .sees(Driven.of(seen))
                .seesImages(Worlds.revision(41))
                .after(5)
                .sees(Driven.of(seen));
    }

    @Test
    void primary_isTheBadRolloutStillWhileThePlatformGoesBack_isNotOurs() {
        Driven driven = twice(following(), lagging());

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().mitigatedAt()).isEmpty();
    }

    @Test
    void primary_isTheBadRolloutStillAfterOurStop_isNotOurs() {
        Driven driven = twice(stopped(), lagging());

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
        Driven driven = stopped().after(5).sees(Driven.of(lagging()));
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
        Driven driven = stopped().after(5).sees(Driven.of(lagging()));
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
        Rollout theirs = Driven.foreign().withServiceRevision(Worlds.revision(41).id());

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
                .sees(Driven.of(lagging().withState(RolloutState.FAILED, "no capacity")));

        learns(driven, suspect(DeploymentState.ROLLBACK_FAILED));

        assertThat(driven.reason()).isEqualTo(Reason.PLATFORM_ROLLBACK_FAILED);
    }

    @Test
    void platformsRollback_suspectCompletedInstead_isStaleAndNothingChanged() {
        Driven driven = following().after(5).sees(Driven.of(lagging().withState(RolloutState.COMPLETED, "")));

        learns(driven, suspect(DeploymentState.SUCCESSFUL));

        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void stopped_suspectIsStoppedWithoutAReturn_isStale() {
        Driven driven = stopped().after(5).sees(Driven.of(lagging().withState(RolloutState.FAILED, "stopped")));

        learns(driven, suspect(DeploymentState.STOPPED));

        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.ending().detail()).contains("ended STOPPED", "nothing was undone");
    }

    private static Deployment ours(DeploymentState state) {
        return Deployment.of(Driven.OURS, Worlds.revision(41).id(), state, Worlds.NOW);
    }

    @Test
    void ourDeployment_oldRolloutOfTheSuspectReturns_isReverted() {
        Rollout back = lagging().withState(RolloutState.COMPLETED, "");
        Driven driven = updated().after(15).sees(Driven.of(back, Driven.ours(Driven.ALL)));

        learns(
                driven,
                ours(DeploymentState.ROLLBACK_SUCCESSFUL)
                        .withRolledBackTo(Worlds.revision(42).id())
                        .withReason("alarms were in ALARM"));

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
        assertThat(driven.core.ending().detail()).contains("payments:42", "alarms were in ALARM");
    }

    @Test
    void ourDeployment_oldPrimaryAndNotUndone_isAStaleAnswer() {
        Driven driven = updated().after(15).sees(Driven.of(lagging()));

        learns(driven, ours(DeploymentState.IN_PROGRESS));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    private static Driven seesOursFailed() {
        return updated().after(15).sees(Driven.of(Driven.ours(Driven.ALL).withState(RolloutState.FAILED, "breaker")));
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentState.class,
            names = {"STOPPED", "IN_PROGRESS", "UNKNOWN", "ROLLBACK_FAILED"})
    void ourDeployment_failedAndNotUndone_endsAtOnce(DeploymentState state) {
        Driven driven = seesOursFailed();
        assertThat(driven.core.next()).asString().contains("History");

        learns(driven, ours(state));

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.ROLLOUT_FAILED);
        assertThat(driven.core.ending().detail()).contains("breaker");
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void ourDeployment_failedWithoutAReason_saysWhatWasSeen() {
        Driven driven = updated().after(15).sees(Driven.of(Driven.ours(Driven.ALL).withState(RolloutState.FAILED, "")));

        learns(driven, ours(DeploymentState.STOPPED));

        assertThat(driven.core.ending().detail()).contains("d-ours payments:41 PRIMARY", "gives no reason");
    }

    @Test
    void ourDeployment_succeededWhileTheServiceLags_isWaitedFor() {
        Driven driven = learns(updated().after(15).sees(Driven.of(lagging())), ours(DeploymentState.SUCCESSFUL));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void ourDeployment_anotherOneOfTheHistoryWasUndone_isNotReverted() {
        Deployment other = suspect(DeploymentState.ROLLBACK_SUCCESSFUL)
                .withRolledBackTo(Worlds.revision(41).id());
        Driven driven = updated().after(15).sees(Driven.of(lagging()));

        driven.answered(
                new Query.History(Worlds.SERVICE, Worlds.ago(1440)),
                new Answer.History(
                        new DeploymentHistory(List.of(other, ours(DeploymentState.IN_PROGRESS)), Worlds.ago(1440))));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void ourDeployment_isUndoneAndTheHistoryLacksIt_isRevertedByTheCloserLook() {
        Driven driven = updated().after(15).sees(Driven.of(lagging()));

        driven.answered(
                new Query.Deployments(Worlds.SERVICE, Set.of(Driven.OURS)),
                new Answer.Deployments(Map.of(Driven.OURS, ours(DeploymentState.ROLLBACK_SUCCESSFUL))));

        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
    }

    @Test
    void ourDeployment_failedAndTheHistoryCannotBeRead_endsAllTheSame() {
        Driven driven = seesOursFailed();

        driven.answered(
                new Query.Deployments(Worlds.SERVICE, Set.of(Driven.OURS)),
                new Answer.Failed(ProviderException.Kind.DENIED, "no"));

        assertThat(driven.reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    }

    @Test
    void ourDeployment_failedAndIsUndone_isRevertedOnceSomethingElseIsPrimary() {
        Driven driven = seesOursFailed();
        learns(driven, ours(DeploymentState.ROLLBACK_IN_PROGRESS));
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);

        driven.after(5).sees(Driven.of(Driven.thrownBack()));

        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
    }

    @Test
    void ourDeployment_failedAndIsUndoneButNeverLeaves_isRevertedAtTheTimeout() {
        Driven driven = seesOursFailed();
        learns(driven, ours(DeploymentState.ROLLBACK_IN_PROGRESS));

        driven.after(Duration.ofMinutes(20)).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
    }

    /** All its tasks run, but the platform has not ended the deployment: it bakes. */
    private static Rollout baking() {
        return Driven.ours(Driven.ALL).withState(RolloutState.IN_PROGRESS, "");
    }

    /** All is good at the end of the window, in which the service shows nothing but {@code ours}. */
    private static Driven goodUntilTheWindowsEnd(Worlds world, Rollout ours) {
        return Driven.of(world)
                .toVerifying()
                .after(Duration.ofMinutes(5))
                .sees(Driven.of(ours, Driven.old(0)))
                .healthy()
                .healthy()
                .healthy()
                .numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);
    }

    private static Driven bakesUntilTheWindowsEnd() {
        return goodUntilTheWindowsEnd(Worlds.badDeploy(), baking());
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentState.class,
            names = {"STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL"})
    void ourDeployment_isUndoneAtTheWindowsEndAndStillPrimary_isRevertedOnceItLeaves(DeploymentState state) {
        Driven driven = bakesUntilTheWindowsEnd();
        assertThat(driven.after(15).woke().core.next()).asString().contains("History", "Deployments");

        learns(driven, ours(state));
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        twice(driven, baking(), Driven.old(0));
        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        driven.after(5).sees(Driven.of(Driven.thrownBack()));

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
    }

    @Test
    void ourDeployment_couldNotBeUndoneAtTheWindowsEnd_isFailed() {
        Driven driven = learns(bakesUntilTheWindowsEnd(), ours(DeploymentState.ROLLBACK_FAILED));

        assertThat(driven.reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    }

    @Test
    void ourDeployment_bakesAtTheWindowsEnd_isRolledBackAfterALookAtIt() {
        Driven driven = bakesUntilTheWindowsEnd();
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);

        learns(driven, ours(DeploymentState.IN_PROGRESS));

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void ourDeployment_bakesAtTheWindowsEndAndTheHistoryCannotBeRead_isRolledBack() {
        Driven driven = bakesUntilTheWindowsEnd();

        driven.answered(
                new Query.Deployments(Worlds.SERVICE, Set.of(Driven.OURS)),
                new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "503"));

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void ourDeployment_isCompleteAtTheWindowsEnd_needsNoLookAtIt() {
        assertThat(goodUntilTheWindowsEnd(Worlds.badDeploy(), Driven.ours(Driven.ALL))
                        .outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void ourDeployment_isUndoneWhileOldTasksDrain_isNoSuccess() {
        var world = Worlds.badDeploy().request(r -> r.withWaitUntil(WaitUntil.DRAINED));
        Driven driven = learns(goodUntilTheWindowsEnd(world, baking()), ours(DeploymentState.IN_PROGRESS));
        assertThat(driven.phase()).isEqualTo(Phase.DRAINING);

        learns(driven.after(60), ours(DeploymentState.ROLLBACK_IN_PROGRESS));
        assertThat(driven.phase()).isEqualTo(Phase.DRAINING);
        driven.after(Duration.ofMinutes(14)).sees(Driven.of(baking(), Driven.old(0)));

        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
        assertThat(driven.core.ending().detail()).startsWith("the platform undoes d-ours");
    }

    @Test
    void followedDeploymentOfTheTarget_isThrownBack_isReverted() {
        var again = new DeploymentId("d41-2");
        Driven driven = Driven.of(Worlds.badDeploy().deployed(Worlds.revision(41), 1, DeploymentState.IN_PROGRESS))
                .began();
        assertThat(driven.core.progress().deployment()).hasValue(again);

        driven.after(5)
                .sees(Driven.of(Rollout.primary(new DeploymentId("d-back"), Worlds.rev(42), Worlds.NOW)
                        .withTasks(Driven.ALL)
                        .withRollbackOf(again)));

        assertThat(driven.reason()).isEqualTo(Reason.ROLLBACK_REVERTED);
    }

    @Test
    void platformsRollback_isFollowed_theIncidentIsMeasuredUntilThen() {
        Driven driven = following().after(Duration.ofMinutes(3));
        twice(driven, back(), Driven.old(0)).after(Duration.ofMinutes(4)).woke();
        driven.after(Duration.ofMinutes(6)).sees(Driven.of(back(), Driven.old(0)));
        driven.healthy().healthy().healthy().numbers(Worlds.NOW, calm(13));

        assertThat(Objects.requireNonNull(driven.core.verification().metric()).numbers().incident())
                .isCloseTo((0.5 + 17 * 8.0) / 18, within(1e-9));
    }

    private static Rollout back() {
        return Rollout.primary(new DeploymentId("d-auto"), Worlds.rev(41), Worlds.NOW)
                .withTasks(Driven.ALL)
                .withRollbackOf(Driven.SUSPECT)
                .withServiceRevision(Worlds.revision(41).id());
    }

    private static double[] calm(int minutes) {
        return DoubleStream.generate(() -> Worlds.CALM).limit(minutes).toArray();
    }

    private static Driven followingTheTarget() {
        return Driven.of(Worlds.badDeploy().deployed(Worlds.revision(41), 1, DeploymentState.IN_PROGRESS))
                .began();
    }

    @Test
    void followedDeploymentOfTheTarget_serves_isMitigated() {
        Rollout theirs = Rollout.primary(new DeploymentId("d41-2"), Worlds.rev(41), Worlds.ago(1))
                .withTasks(Driven.ALL)
                .withServiceRevision(Worlds.revision(41).id());

        assertThat(twice(followingTheTarget(), theirs, Driven.old(0)).phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void followedDeploymentOfTheTarget_isThrownBackToTheTarget_isMitigated() {
        Rollout back = Rollout.primary(new DeploymentId("d-back"), Worlds.rev(41), Worlds.NOW)
                .withTasks(Driven.ALL)
                .withServiceRevision(Worlds.revision(41).id())
                .withRollbackOf(new DeploymentId("d41-2"));

        assertThat(twice(followingTheTarget(), back, Driven.old(0)).phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void followedDeploymentOfTheTarget_underAnotherNumber_isMitigated() {
        var again = Worlds.revision("sr-43", 43, Worlds.image("app", "registry/payments:1.41", "sha256:41"));
        Driven driven = Driven.of(Worlds.badDeploy()
                        .define(Worlds.definition(43, DefinitionStatus.ACTIVE, "content of 41"))
                        .deployed(again, 1, DeploymentState.IN_PROGRESS))
                .began();
        assertThat(driven.core.progress().deployment()).hasValue(new DeploymentId("d43"));

        driven.after(5)
                .seesPlanned()
                .seesImages(again)
                .after(5)
                .seesPlanned();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void somebodyElsesDeployment_whileThePlatformGoesBack_isSuperseded() {
        Driven driven = following().after(5).sees(Driven.of(Driven.foreign(), Driven.old(0)));

        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
    }
}
