package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.GateStatus.BLOCKED;
import static io.incidentiq.rollback.GateStatus.OPEN;
import static io.incidentiq.rollback.GateStatus.PASSED;
import static io.incidentiq.rollback.internal.planning.Worlds.CALM;
import static io.incidentiq.rollback.internal.planning.Worlds.FAULT;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.procedure.GateIds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Is there still something to undo? */
class OngoingRuleTest {
    private static Gate gate(Worlds world) {
        return world.plan().gate(GateIds.INCIDENT_ONGOING).orElseThrow();
    }

    private static GateStatus status(Worlds world) {
        return gate(world).status();
    }

    private static Gate unhealthy(Worlds world) {
        return world.plan(new Answer.Health(new HealthAnswer(HealthAnswer.Status.UNHEALTHY, "503")))
                .gate(GateIds.INCIDENT_ONGOING)
                .orElseThrow();
    }

    /** Bad 42 forty minutes ago, then another one twenty minutes ago, after which the metric is as given. */
    private static Worlds replaced(double after) {
        return Worlds.calmUntil(39)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 40)
                .deployed(43, 20)
                .points(20, 0, after)
                .request(r -> r.withIncidentStart(ago(39)));
    }

    @Test
    void faultGoesOn_isPassedWithWhatRunsAndHowItDoes() {
        Gate gate = gate(Worlds.badDeploy());

        assertThat(gate.status()).isEqualTo(PASSED);
        assertThat(gate.evidence()).isEqualTo("payments:42 runs; error rate 7.58 since " + ago(18) + ", 0.500 before");
    }

    @Test
    void newerReleaseDoesWell_isBlocked() {
        Gate gate = gate(replaced(CALM));

        assertThat(gate.status()).isEqualTo(BLOCKED);
        assertThat(gate.evidence())
                .startsWith("payments:43 runs since " + ago(17) + " and does well: error rate 0.500");
        assertThat(gate.overridable()).isTrue();
    }

    @Test
    void newerReleaseIsAsBad_isPassed() {
        assertThat(status(replaced(FAULT))).isEqualTo(PASSED);
    }

    @Test
    void newerReleaseIsBadForFourMinutes_isPassed() {
        var world = Worlds.calmUntil(39)
                .deployed(41, 300)
                .deployed(42, 40)
                .deployed(43, 7)
                .request(r -> r.withIncidentStart(ago(39)));

        assertThat(status(world)).isEqualTo(PASSED);
    }

    @Test
    void newerReleaseWasBadAndDoesWellLately_isOpenUntilThatIsShown() {
        assertThat(status(replaced(FAULT).points(4, 0, CALM))).isEqualTo(OPEN);
    }

    @Test
    void newerReleaseIsHalfGood_isOpen() {
        assertThat(status(replaced(3))).isEqualTo(OPEN);
    }

    @Test
    void newerReleaseRunsTooShortToTell_isOpen() {
        var world = Worlds.calmUntil(17)
                .deployed(41, 300)
                .deployed(42, 20)
                .deployed(43, 6)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(gate(world).evidence()).contains("payments:43 runs", "nothing can be told yet");
        assertThat(status(world)).isEqualTo(OPEN);
    }

    @Test
    void newerReleaseAndIncidentTooShortToMeasure_doesWell_isBlocked() {
        var world = Worlds.calmUntil(0)
                .deployed(41, 300)
                .deployed(42, 20)
                .deployed(43, 19)
                .request(r -> r.withIncidentStart(ago(20)));

        assertThat(status(world)).isEqualTo(BLOCKED);
    }

    @Test
    void newerReleaseAndIncidentTooShortToMeasure_doesBadly_isPassed() {
        var world = Worlds.calmUntil(19)
                .deployed(41, 300)
                .deployed(42, 20)
                .deployed(43, 19)
                .request(r -> r.withIncidentStart(ago(20)));

        assertThat(status(world)).isEqualTo(PASSED);
    }

    @Test
    void suspectHealedByItself_isOpenSinceThen() {
        Gate gate = gate(Worlds.badDeploy().points(8, 0, CALM));

        assertThat(gate.status()).isEqualTo(OPEN);
        assertThat(gate.evidence()).startsWith("the incident seems over since " + ago(8) + ": payments:42 runs");
    }

    @Test
    void spikeOfTwoPeriods_isOpen() {
        assertThat(status(Worlds.badDeploy().points(16, 0, CALM))).isEqualTo(OPEN);
    }

    @Test
    void backForTwoPeriodsThatAreSettled_isTooShortToTell() {
        assertThat(status(Worlds.badDeploy().points(5, 0, CALM).withoutPoints(3, 0)))
                .isEqualTo(PASSED);
    }

    @Test
    void pointsOfTheLastThreeMinutes_areNotJudgedYet() {
        assertThat(status(Worlds.badDeploy().points(4, 0, CALM))).isEqualTo(PASSED);
    }

    @Test
    void lullNoLongerThanTwiceTheLongestBefore_isPassed() {
        var world = Worlds.badDeploy().points(14, 11, CALM).points(6, 0, CALM);

        assertThat(status(world)).isEqualTo(PASSED);
    }

    @Test
    void lullLongerThanTwiceTheLongestBefore_isOpen() {
        assertThat(status(Worlds.badDeploy().points(14, 12, CALM).points(8, 0, CALM)))
                .isEqualTo(OPEN);
    }

    @Test
    void faultIsBackInTheNewestPeriod_isPassed() {
        assertThat(status(Worlds.badDeploy().points(10, 1, CALM))).isEqualTo(PASSED);
    }

    @Test
    void faultIsBackInTheNewestPeriodAndALittleLess_isPassed() {
        assertThat(status(Worlds.badDeploy().points(10, 1, CALM).points(1, 0, 0.8 * FAULT)))
                .isEqualTo(PASSED);
    }

    @Test
    void halfOfTheFaultIsBackInTwoPeriods_isPassed() {
        assertThat(status(Worlds.badDeploy().points(10, 2, CALM).points(2, 0, 0.6 * FAULT)))
                .isEqualTo(PASSED);
    }

    @Test
    void halfOfTheFaultIsLeft_isPassed() {
        assertThat(status(Worlds.badDeploy().points(10, 0, 2.5))).isEqualTo(PASSED);
    }

    @Test
    void metricStopped_saysNothingOfNow() {
        assertThat(status(Worlds.badDeploy().points(12, 8, CALM).withoutPoints(8, 0)))
                .isEqualTo(PASSED);
    }

    @Test
    void incidentNotVisible_isOpen() {
        Gate gate = gate(Worlds.badDeploy().points(17, 0, CALM));

        assertThat(gate.status()).isEqualTo(OPEN);
        assertThat(gate.evidence())
                .contains("the metric does not show that the incident goes on: error rate 0.500 for 5 min, 0.500");
    }

    @Test
    void incidentNotVisibleAndHealthFails_isPassedWithANote() {
        Gate gate = unhealthy(Worlds.badDeploy().points(17, 0, CALM));

        assertThat(gate.status()).isEqualTo(PASSED);
        assertThat(gate.evidence())
                .contains("the metric does not show this incident")
                .endsWith("health 503");
    }

    @Test
    void spikeThatIsHardlyWorseThanUsual_isNoIncidentToBeBackFrom() {
        var world = Worlds.badDeploy().points(17, 0, CALM).points(18, 16, 1.2 * CALM);

        assertThat(unhealthy(world).evidence()).contains("payments:42 runs").doesNotContain("disagree");
        assertThat(unhealthy(world).status()).isEqualTo(PASSED);
    }

    @Test
    void releaseServedLongAgoToo_itsMinutesOfThenAreNotNow() {
        var world = Worlds.calmUntil(2)
                .deployed(41, 300)
                .deployed(42, 200)
                .deployed(41, 100)
                .deployed(revision(42), 3, DeploymentState.IN_PROGRESS)
                .snapshot(s -> halfDone(s, 3))
                .request(r -> r.withIncidentStart(ago(2)));

        assertThat(status(world)).isEqualTo(PASSED);
    }

    @Test
    void incidentNotVisible_servesTooShortToTell_isPassedWithANote() {
        var world = Worlds.calmUntil(0).deployed(41, 300).deployed(42, 5).request(r -> r.withIncidentStart(ago(4)));

        assertThat(status(world)).isEqualTo(PASSED);
    }

    @Test
    void startStatedLate_serviceDoesWell_isOpen() {
        assertThat(status(Worlds.badDeploy().points(17, 0, CALM).request(r -> r.withIncidentStart(ago(1)))))
                .isEqualTo(OPEN);
    }

    @Test
    void startStatedLate_faultGoesOn_isPassed() {
        assertThat(status(Worlds.badDeploy().request(r -> r.withIncidentStart(ago(1)))))
                .isEqualTo(PASSED);
    }

    @Test
    void startStatedEarly_faultOfTheNewestMinutes_isPassed() {
        var world = Worlds.calmUntil(6).deployed(41, 300).deployed(42, 70).request(r -> r.withIncidentStart(ago(60)));

        assertThat(gate(world).evidence()).isEqualTo("payments:42 runs; error rate 8.00 for 5 min, 0.500 before");
    }

    @Test
    void startStatedEarly_quietBeforeTheFaultIsNoLull() {
        var world = Worlds.calmUntil(42)
                .points(12, 0, CALM)
                .deployed(41, 300)
                .deployed(42, 70)
                .request(r -> r.withIncidentStart(ago(60)));

        assertThat(status(world)).isEqualTo(OPEN);
    }

    @Test
    void noisyMinutesAfterTheFault_withinWhatIsUsual_areOver() {
        var world = Worlds.badDeploy().points(10, 0, CALM);
        for (int minute = 400; minute > 20; minute -= 10) {
            world.points(minute, minute - 1, 3 * CALM);
        }
        world.points(10, 7, 1.1 * CALM).points(6, 3, 1.1 * CALM);

        assertThat(status(world)).isEqualTo(OPEN);
    }

    @Test
    void incidentNotVisibleAndAnotherReleaseRuns_isOpen() {
        assertThat(status(replaced(CALM).points(39, 0, CALM))).isEqualTo(OPEN);
    }

    @Test
    void noMetric_suspectRuns_isPassedWithANote() {
        assertThat(gate(Worlds.badDeploy().withoutMetric()).evidence()).contains("too little is measured");
    }

    @Test
    void metricAndHealthDisagree_isOpen() {
        Gate gate = unhealthy(replaced(CALM));

        assertThat(gate.status()).isEqualTo(OPEN);
        assertThat(gate.evidence()).startsWith("metric and health disagree").endsWith("health 503");
    }

    @Test
    void alarmIsMuted_isOpen() {
        Incident muted = Incident.of("payments-5xx").withMuted("mute rule maintenance");

        Gate gate = gate(Worlds.badDeploy().request(r -> r.withIncident(muted)));

        assertThat(gate.status()).isEqualTo(OPEN);
        assertThat(gate.evidence()).startsWith("the alarm is muted: mute rule maintenance; payments:42 runs");
    }

    @Test
    void alarmIsMutedAndANewerReleaseDoesWell_staysBlocked() {
        Incident muted = Incident.of("payments-5xx").withMuted("mute rule maintenance");

        Gate gate = gate(replaced(CALM).request(r -> r.withIncident(muted)));

        assertThat(gate.status()).isEqualTo(BLOCKED);
        assertThat(gate.evidence()).contains("muted", "does well");
    }

    @Test
    void targetRunsAlready_isNotAsked() {
        var world = Worlds.badDeploy().points(10, 0, CALM).deployed(41, 10);

        assertThat(world.plan().gate(GateIds.INCIDENT_ONGOING)).isEmpty();
    }

    private static ServiceSnapshot halfDone(ServiceSnapshot seen, int suspects) {
        Rollout primary = seen.primary().orElseThrow().withTasks(new TaskCounts(4, suspects, 0, 0, 0));
        Rollout old = Rollout.draining(new io.incidentiq.rollback.port.DeploymentId("d41"), Worlds.rev(41), ago(300))
                .withTasks(new TaskCounts(4, 4 - suspects, 0, 0, 0));
        return ServiceSnapshot.of(seen.service(), seen.createdAt(), 4, List.of(primary, old));
    }

    private static Worlds inProgress(int suspects) {
        return Worlds.calmUntil(17)
                .deployed(41, 300)
                .deployed(revision(42), 20, DeploymentState.IN_PROGRESS)
                .snapshot(s -> halfDone(s, suspects))
                .request(r -> r.withIncidentStart(ago(18)));
    }

    @Test
    void beforeAStop_oldReleaseCarriesMostOfTheTraffic_isNotAsked() {
        assertThat(inProgress(1).plan().action().orElseThrow().kind()).isEqualTo(Action.Kind.STOP);
        assertThat(inProgress(1).plan().gate(GateIds.INCIDENT_ONGOING)).isEmpty();
    }

    @Test
    void beforeAStop_suspectCarriesMostOfTheTraffic_isAsked() {
        assertThat(inProgress(3).plan().gate(GateIds.INCIDENT_ONGOING)).isPresent();
    }

    @Test
    void beforeAStop_halfOfTheTrafficEach_isAsked() {
        assertThat(inProgress(2).plan().gate(GateIds.INCIDENT_ONGOING)).isPresent();
    }

    @Test
    void newerReleaseDoesWellForLong_isJudgedByTheLastFifteenMinutes() {
        var world = Worlds.calmUntil(99)
                .deployed(41, 300)
                .deployed(42, 100)
                .deployed(43, 60)
                .points(60, 0, CALM)
                .points(40, 30, 0.9)
                .request(r -> r.withIncidentStart(ago(99)));

        assertThat(gate(world).evidence())
                .isEqualTo("payments:43 runs since " + ago(57) + " and does well: error rate 0.500 for 16 min");
    }
}
