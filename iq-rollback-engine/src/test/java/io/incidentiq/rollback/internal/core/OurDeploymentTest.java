package io.incidentiq.rollback.internal.core;

import static io.incidentiq.rollback.internal.core.Driven.learns;
import static io.incidentiq.rollback.internal.core.Driven.twice;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deployment of our own, or one of the target that is followed: the platform may throw it back, or give it up. */
class OurDeploymentTest {
    private static Driven updated() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    private static Deployment ours(DeploymentState state) {
        return Deployment.of(Driven.OURS, Worlds.revision(41).id(), state, Worlds.NOW);
    }

    @Test
    void ourDeployment_oldRolloutOfTheSuspectReturns_isReverted() {
        Rollout back = Driven.lagging().withState(RolloutState.COMPLETED, "");
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
        Driven driven = updated().after(15).sees(Driven.of(Driven.lagging()));

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
        Driven driven =
                updated().after(15).sees(Driven.of(Driven.ours(Driven.ALL).withState(RolloutState.FAILED, "")));

        learns(driven, ours(DeploymentState.STOPPED));

        assertThat(driven.core.ending().detail()).contains("d-ours payments:41 PRIMARY", "gives no reason");
    }

    @Test
    void ourDeployment_succeededWhileTheServiceLags_isWaitedFor() {
        Driven driven = learns(updated().after(15).sees(Driven.of(Driven.lagging())), ours(DeploymentState.SUCCESSFUL));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void ourDeployment_anotherOneOfTheHistoryWasUndone_isNotReverted() {
        Deployment other = Deployment.of(
                        Driven.SUSPECT, Worlds.revision(42).id(), DeploymentState.ROLLBACK_SUCCESSFUL, Worlds.ago(20))
                .withRolledBackTo(Worlds.revision(41).id());
        Driven driven = updated().after(15).sees(Driven.of(Driven.lagging()));

        driven.answered(
                new Query.History(Worlds.SERVICE, Worlds.ago(1440)),
                new Answer.History(
                        new DeploymentHistory(List.of(other, ours(DeploymentState.IN_PROGRESS)), Worlds.ago(1440))));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    @Test
    void ourDeployment_isUndoneAndTheHistoryLacksIt_isRevertedByTheCloserLook() {
        Driven driven = updated().after(15).sees(Driven.of(Driven.lagging()));

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

        driven.after(5).seesPlanned().seesImages(again).after(5).seesPlanned();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }
}
