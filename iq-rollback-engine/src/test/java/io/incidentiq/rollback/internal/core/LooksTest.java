package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the platform is asked while the target takes over, and when: each look costs calls that others need, too. */
class LooksTest {
    private static final Query SERVICE = new Query.ServiceNow(Worlds.SERVICE);

    private static Driven updated() {
        return Driven.of(Worlds.badDeploy()).toRollingOut();
    }

    private static Worlds undoing(DeploymentState state) {
        var deployment = Deployment.of(Driven.SUSPECT, Worlds.revision(42).id(), state, Worlds.ago(20));
        return Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployment(
                        state.rollingBack()
                                ? deployment.withRolledBackTo(
                                        Worlds.revision(41).id())
                                : deployment,
                        Worlds.revision(42))
                .request(r -> r.withIncidentStart(Worlds.ago(18)));
    }

    private static Driven following() {
        return Driven.of(undoing(DeploymentState.ROLLBACK_IN_PROGRESS)).began();
    }

    private static Driven stopped() {
        return Driven.of(undoing(DeploymentState.IN_PROGRESS))
                .toSent()
                .written(new WriteAnswer.Accepted(Driven.SUSPECT));
    }

    private static Rollout bad(RolloutState state) {
        return Rollout.primary(Driven.SUSPECT, Worlds.rev(42), Worlds.ago(20))
                .withTasks(Driven.ALL)
                .withState(state, "");
    }

    private static Rollout platformsOwn(TaskCounts tasks) {
        return Rollout.primary(new DeploymentId("d-auto"), Worlds.rev(41), Worlds.NOW)
                .withTasks(tasks)
                .withRollbackOf(Driven.SUSPECT);
    }

    private static List<Query> asked(Driven driven) {
        return driven.woke().core.next() instanceof Batch.Reads reads ? reads.queries() : List.of();
    }

    private static boolean asksTheHistory(Driven driven) {
        List<Query> asked = asked(driven);
        assertThat(asked).contains(SERVICE);
        return asked.stream().anyMatch(q -> q instanceof Query.Deployments);
    }

    /** Answers the look at a deployment, with nothing new. */
    private static Driven learns(Driven driven, DeploymentId id, DeploymentState state) {
        return driven.answered(
                new Query.Deployments(Worlds.SERVICE, Set.of(id)),
                new Answer.Deployments(
                        Map.of(id, Deployment.of(id, Worlds.revision(42).id(), state, Worlds.ago(20)))));
    }

    private static Duration wait(Driven driven) {
        return Duration.between(driven.now(), ((Batch.Sleep) driven.core.next()).instant());
    }

    @Test
    void firstLook_nothingSeenYet_asksTheServiceAlone() {
        assertThat(asked(following())).containsExactly(SERVICE);
        assertThat(asked(updated())).containsExactly(SERVICE);
    }

    @Test
    void images_oursIsPrimaryAndTellsWhatItRuns_areAskedForBeforeTheService() {
        Driven driven = updated().after(5).sees(Driven.of(Driven.ours(new TaskCounts(3, 1, 2, 0, 0))));

        assertThat(asked(driven.after(6)))
                .containsExactly(
                        new Query.ServiceRevisions(Set.of(Worlds.revision(41).id())), SERVICE);
    }

    @Test
    void health_beforeTheWindow_isNotAskedFor() {
        Driven driven = Driven.of(Worlds.badDeploy()).toSettling().told(Notification.Moment.MITIGATED);
        assertThat(asked(driven.after(17))).contains(SERVICE).doesNotHaveAnyElementsOfTypes(Query.Health.class);

        assertThat(asked(Driven.of(Worlds.badDeploy()).toVerifying())).hasAtLeastOneElementOfType(Query.Health.class);
    }

    @Test
    void history_oursRollsOut_isNotAsked() {
        Driven driven = updated().after(70).sees(Driven.of(Driven.ours(new TaskCounts(3, 1, 2, 0, 0)), Driven.old(3)));

        assertThat(asksTheHistory(driven.after(6))).isFalse();
    }

    @Test
    void history_oldPrimaryAfterAnUpdate_isAskedOnlyAfterTenSeconds() {
        Driven driven = updated().after(2).seesPlanned();

        assertThat(asksTheHistory(driven.after(7))).isFalse();
        assertThat(asksTheHistory(driven.after(1))).isTrue();
    }

    @Test
    void history_isUnclearAfterALook_isAskedAgainAfterFifteenSeconds() {
        Driven driven = learns(updated().after(12).seesPlanned().after(6), Driven.OURS, DeploymentState.IN_PROGRESS);
        driven.seesPlanned();

        assertThat(asksTheHistory(driven.after(14))).isFalse();
        assertThat(asksTheHistory(driven.after(1))).isTrue();
    }

    @Test
    void history_oursHasFailedRightAfterALook_isAskedAtOnce() {
        Driven driven = learns(updated().after(12).seesPlanned().after(6), Driven.OURS, DeploymentState.IN_PROGRESS);

        driven.after(1).sees(Driven.of(Driven.ours(Driven.ALL).withState(RolloutState.FAILED, "breaker")));

        assertThat(asksTheHistory(driven)).isTrue();
    }

    @Test
    void history_clockSetBackAfterALook_isAskedAgain() {
        Driven driven = learns(updated().after(12).seesPlanned().after(6), Driven.OURS, DeploymentState.IN_PROGRESS);

        driven.seesPlanned().jumps(Duration.ofHours(-1));

        assertThat(asksTheHistory(driven)).isTrue();
    }

    @Test
    void history_noPrimary_isNotAsked() {
        Driven driven = updated().after(12).sees(Driven.of(Driven.old(3)));

        assertThat(asksTheHistory(driven.after(6))).isFalse();
    }

    @Test
    void history_badRolloutIsPrimaryAfterAStop_isAskedOnlyAfterAMinute() {
        Driven driven = stopped().after(53).sees(Driven.of(bad(RolloutState.IN_PROGRESS)));

        assertThat(asksTheHistory(driven.after(6))).isFalse();
        assertThat(asksTheHistory(driven.after(1))).isTrue();
    }

    @Test
    void history_badRolloutStaysPrimaryAfterALook_isAskedOnceAMinute() {
        Driven driven = stopped().after(60).sees(Driven.of(bad(RolloutState.IN_PROGRESS)));
        learns(driven, Driven.SUSPECT, DeploymentState.ROLLBACK_IN_PROGRESS);

        assertThat(asksTheHistory(driven.after(59))).isFalse();
        assertThat(asksTheHistory(driven.after(1))).isTrue();
    }

    @Test
    void history_badRolloutLooksCompleteAfterAStop_isAskedAtOnce() {
        Driven driven = stopped().after(1).sees(Driven.of(bad(RolloutState.COMPLETED)));

        assertThat(asksTheHistory(driven.after(6))).isTrue();
    }

    @Test
    void history_platformIsOnItsWayBack_isNotAsked() {
        Driven driven = following().after(70).sees(Driven.of(platformsOwn(new TaskCounts(3, 1, 2, 0, 0))));

        assertThat(asksTheHistory(driven.after(6))).isFalse();
    }

    @Test
    void nextLook_tasksStillStart_isInFiveSecondsMoreOrLess() {
        Driven driven = updated().after(5).sees(Driven.of(Driven.ours(new TaskCounts(3, 2, 1, 0, 0)), Driven.old(3)));

        assertThat(wait(driven)).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
    }

    @Test
    void nextLook_allOursRunAndOldTasksToo_isInTwoSecondsMoreOrLess() {
        Driven driven = updated().after(5).sees(Driven.of(Driven.ours(Driven.ALL), Driven.old(1)));

        assertThat(wait(driven)).isBetween(Duration.ofMillis(1_800), Duration.ofMillis(2_200));
    }

    @Test
    void nextLook_allTasksOfTheOldPrimaryRun_isInFiveSecondsMoreOrLess() {
        assertThat(wait(updated().after(5).seesPlanned())).isGreaterThanOrEqualTo(Duration.ofMillis(4_500));
    }

    @Test
    void nextLook_wouldComeAfterTheTimeout_comesAtTheTimeout() {
        Driven driven = updated().after(Duration.ofMinutes(20).minusSeconds(2)).seesPlanned();

        assertThat(wait(driven)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nextLook_wantedTasksAreMoreThanOursHas_isInFiveSecondsMoreOrLess() {
        Driven driven = updated().after(5);

        driven.sees(ServiceSnapshot.of(
                Worlds.SERVICE, Worlds.ago(9999), 5, List.of(Driven.ours(Driven.ALL), Driven.old(3))));

        assertThat(wait(driven)).isGreaterThanOrEqualTo(Duration.ofMillis(4_500));
    }
}
