package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The suspect is stopped while it rolls out, and the platform goes back by itself. */
class StoppingTest {
    private static Worlds world() {
        return Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(Worlds.revision(42), 20, DeploymentState.IN_PROGRESS)
                .request(r -> r.withIncidentStart(Worlds.ago(18)));
    }

    private static Driven sent() {
        return Driven.of(world()).toSent();
    }

    private static Driven accepted() {
        return sent().written(new WriteAnswer.Accepted(Driven.SUSPECT));
    }

    private static Rollout back(int revision) {
        return Rollout.primary(new DeploymentId("d-back"), Worlds.rev(revision), Worlds.NOW)
                .withTasks(Driven.ALL)
                .withRollbackOf(Driven.SUSPECT)
                .withServiceRevision(new ServiceRevisionId("sr-41"));
    }

    private static Driven history(Driven driven, DeploymentState state) {
        var suspect = Deployment.of(Driven.SUSPECT, Worlds.revision(42).id(), state, Worlds.ago(20));
        return driven.answered(
                new Query.History(Worlds.SERVICE, Worlds.ago(1440)),
                new Answer.History(new DeploymentHistory(List.of(suspect), Worlds.ago(1440))));
    }

    private static Driven mitigated(Driven driven, Rollout... seen) {
        return driven.after(5)
                .sees(Driven.of(seen))
                .seesImages(Worlds.revision(41))
                .after(5)
                .sees(Driven.of(seen));
    }

    @Test
    void stopped_platformIsBackOnTheTarget_isMitigated() {
        Driven driven = mitigated(accepted(), back(41), Driven.old(0));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
        assertThat(driven.core.progress().deployment()).hasValue(Driven.SUSPECT);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void stopped_platformReturnsElsewhere_isOtherTarget() {
        Driven driven = accepted().after(5).sees(Driven.of(back(40), Driven.old(3)));

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.OTHER_TARGET);
        assertThat(driven.core.ending().detail()).contains("payments:40", "payments:41");
    }

    @Test
    void stopped_suspectsTasksDrainAway_isDrainedThenAndNotBefore() {
        Driven driven = mitigated(accepted(), back(41), Driven.old(0));
        assertThat(driven.core.progress().drainedAt()).isEmpty();

        driven.after(15).sees(Driven.of(back(41)));

        assertThat(driven.core.progress().drainedAt()).hasValue(driven.now());
    }

    @Test
    void stopped_waitUntilDrained_endsWhenTheSuspectsTasksAreGone() {
        Driven driven = mitigated(
                Driven.of(world().request(r -> r.withWaitUntil(WaitUntil.DRAINED)))
                        .toSent()
                        .written(new WriteAnswer.Accepted(Driven.SUSPECT)),
                back(41),
                Driven.old(0));
        driven.after(Duration.ofMinutes(4).minusSeconds(10)).woke();
        driven.after(Duration.ofMinutes(5)).sees(Driven.of(back(41), Driven.old(0)));
        driven.healthy().healthy().healthy();
        driven.numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(driven.phase()).isEqualTo(Phase.DRAINING);

        driven.after(15).sees(Driven.of(back(41)));

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(driven.core.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentState.class,
            names = {
                "STOP_REQUESTED",
                "ROLLBACK_REQUESTED",
                "ROLLBACK_IN_PROGRESS",
                "ROLLBACK_SUCCESSFUL",
                "ROLLBACK_FAILED"
            })
    void answerLost_historyShowsTheSuspectGoingBack_isAdopted(DeploymentState state) {
        Driven driven = history(sent().unknown().seesPlanned(), state);

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().deployment()).hasValue(Driven.SUSPECT);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void answerLost_serviceShowsTheReturn_isAdopted() {
        Driven driven = sent().unknown().after(5).sees(Driven.of(back(41).withTasks(TaskCounts.NONE), Driven.old(3)));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().deployment()).hasValue(Driven.SUSPECT);
    }

    @Test
    void answerLost_historyShowsAnotherDeploymentGoingBack_isNotAdopted() {
        var other = Deployment.of(
                new DeploymentId("d-other"),
                Worlds.revision(40).id(),
                DeploymentState.ROLLBACK_SUCCESSFUL,
                Worlds.ago(400));
        var suspect =
                Deployment.of(Driven.SUSPECT, Worlds.revision(42).id(), DeploymentState.IN_PROGRESS, Worlds.ago(20));

        Driven driven = sent().unknown()
                .seesPlanned()
                .answered(
                        new Query.History(Worlds.SERVICE, Worlds.ago(1440)),
                        new Answer.History(new DeploymentHistory(List.of(other, suspect), Worlds.ago(1440))));

        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
    }

    /** A rollout that nobody knew, without a word of what it undoes. */
    private static Rollout untold(int revision) {
        return Rollout.primary(new DeploymentId("d-untold"), Worlds.rev(revision), Worlds.NOW)
                .withServiceRevision(new ServiceRevisionId("sr-" + revision));
    }

    @Test
    void answerLost_serviceShowsTheReturnBeforeTheHistoryDoes_waitsForTheHistory() {
        assertThat(sent().unknown()
                        .after(5)
                        .sees(Driven.of(untold(41), Driven.old(3)))
                        .phase())
                .isEqualTo(Phase.RECONCILING);
    }

    @Test
    void answerLost_somebodyDeploysSomethingElse_isSuperseded() {
        assertThat(sent().unknown()
                        .after(5)
                        .sees(Driven.of(untold(43), Driven.old(3)))
                        .outcome())
                .isEqualTo(Outcome.SUPERSEDED);
    }

    private static Driven overtaken(Driven driven) {
        driven.after(5).sees(Driven.of(Driven.foreign(), Driven.old(3)));
        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
        return driven;
    }

    @Test
    void overtaken_beforeAnyReturnWasSeen_mayHaveChanged() {
        assertThat(overtaken(accepted()).core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }

    @Test
    void overtaken_afterTheReturnWasSeen_hasChanged() {
        Driven driven = accepted().after(5).sees(Driven.of(back(41), Driven.old(0)));

        assertThat(overtaken(driven).core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void overtaken_afterTheHistoryShowedTheReturn_hasChanged() {
        Driven driven = history(accepted(), DeploymentState.ROLLBACK_IN_PROGRESS);

        assertThat(overtaken(driven).core.progress().changed()).isEqualTo(Changed.YES);
    }

    @Test
    void answerLost_suspectStillRollsOut_isNotAdopted() {
        Driven driven = history(sent().unknown().seesPlanned(), DeploymentState.IN_PROGRESS);

        assertThat(driven.phase()).isEqualTo(Phase.RECONCILING);
    }

    private static Driven completed(Driven driven) {
        var suspect = Rollout.primary(Driven.SUSPECT, Worlds.rev(42), Worlds.ago(20))
                .withTasks(Driven.ALL)
                .withState(RolloutState.COMPLETED, "");
        return driven.after(5).sees(Driven.of(suspect));
    }

    @Test
    void stopped_suspectCompletesAllTheSame_isStaleAndNothingChanged() {
        Driven driven = history(completed(accepted()), DeploymentState.SUCCESSFUL);

        assertThat(driven.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void stopped_suspectOnlyLooksComplete_isWatchedOn() {
        Driven driven = history(completed(accepted()), DeploymentState.ROLLBACK_IN_PROGRESS);

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
    }

    private static Driven refused() {
        return sent().written(new WriteAnswer.Rejected(Reason.WRITE_REJECTED, "is in state SUCCESSFUL"));
    }

    @Test
    void stopRefused_suspectHasCompleted_isStaleAndNothingChanged() {
        Driven driven = history(refused(), DeploymentState.SUCCESSFUL);

        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void stopRefused_suspectStillInProgress_isRejected() {
        Driven driven = history(refused(), DeploymentState.IN_PROGRESS);

        assertThat(driven.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(driven.reason()).isEqualTo(Reason.WRITE_REJECTED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentState.class,
            names = {"STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL"})
    void stopRefused_somebodyElseUndoesTheSuspectAlready_isStale(DeploymentState state) {
        Driven driven = history(refused(), state);

        assertThat(driven.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(driven.reason()).isEqualTo(Reason.PLAN_STALE);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void stopRefused_suspectInAStateThatNobodyKnows_isRejected() {
        assertThat(history(refused(), DeploymentState.UNKNOWN).reason()).isEqualTo(Reason.WRITE_REJECTED);
    }

    private static Driven refusedTheSecondTime() {
        Driven driven = sent().unknown()
                .after(1)
                .seesPlanned()
                .after(8)
                .seesPlanned()
                .after(8)
                .seesPlanned();
        assertThat(driven.phase()).isEqualTo(Phase.WRITING);
        return driven.sent().written(new WriteAnswer.Rejected(Reason.WRITE_REJECTED, "is being stopped"));
    }

    @Test
    void stopRefusedTheSecondTime_suspectGoesBack_isAdopted() {
        Driven driven = history(refusedTheSecondTime(), DeploymentState.ROLLBACK_IN_PROGRESS);

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().deployment()).hasValue(Driven.SUSPECT);
    }

    @Test
    void stopRefusedTheSecondTime_historyStaysUnread_mayHaveChanged() {
        Driven driven = refusedTheSecondTime().after(Duration.ofMinutes(21)).seesPlanned();

        assertThat(driven.reason()).isEqualTo(Reason.WRITE_REJECTED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.UNKNOWN);
    }
}
