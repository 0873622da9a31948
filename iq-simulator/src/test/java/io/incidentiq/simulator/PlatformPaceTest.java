package io.incidentiq.simulator;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import org.junit.jupiter.api.Test;

class PlatformPaceTest {
    private static void stop(GatewayDrill drill) {
        drill.simulation().registry().stop(GatewayDrill.GATEWAY, drill.last().id());
    }

    @Test
    void withSlowRollbacks_stopComesTooLate_theDeploymentCompletes() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42), ofSeconds(20))
                .withTaskStart(ofSeconds(40))
                .withSlowRollbacks(ofMinutes(2), ZERO));
        stop(drill);

        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_REQUESTED);
        drill.pass(ofMinutes(3));
        assertThat(drill.last()).returns(DeploymentState.SUCCESSFUL, Deployment::state);
        assertThat(drill.runs()).isEqualTo(42);
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }

    @Test
    void withSlowRollbacks_primaryStaysTheBadOneForAWhile() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(5))
                .withSlowRollbacks(ofSeconds(2), ofSeconds(30)));
        stop(drill);
        drill.pass(ofSeconds(10));

        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_IN_PROGRESS);
        assertThat(drill.last().rolledBackTo()).isEqualTo(drill.history().get(3).started());
        assertThat(drill.runs()).isEqualTo(42);
        drill.pass(ofMinutes(2));
        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_SUCCESSFUL);
        assertThat(drill.runs()).isEqualTo(41);
    }

    @Test
    void withSlowRollbacks_somebodyDeploysMeanwhile_theRollbackIsDropped() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(5))
                .withSlowRollbacks(ofSeconds(2), ofSeconds(30))
                .afterWrite(ofSeconds(10), Change.deploys(good(43))));
        stop(drill);
        drill.pass(ofMinutes(5));

        assertThat(drill.runs()).isEqualTo(43);
        assertThat(drill.history().get(4).state()).isEqualTo(DeploymentState.STOPPED);
        assertThat(drill.last().state()).isEqualTo(DeploymentState.SUCCESSFUL);
    }

    @Test
    void withLaggingPrimary_theBadOneIsShownAsPrimaryWhileTheOtherComesUp() {
        GatewayDrill drill = Past.play(Past.good()
                .withLaggingPrimary(ofSeconds(90))
                .withBakeTime(ofMinutes(30))
                .deployed(bad(42), ofMinutes(5))
                .afterStart(ofSeconds(5), Change.deploymentAlarmTrips()));
        drill.pass(ofSeconds(80));

        assertThat(drill.runs()).isEqualTo(42);
        assertThat(drill.primary())
                .returns(RolloutState.IN_PROGRESS, Rollout::state)
                .satisfies(bad -> assertThat(bad.tasks().running()).isZero());
        assertThat(drill.snapshot().rollouts().get(1).tasks().running()).isEqualTo(3);
        assertThat(drill.simulation()
                        .truth()
                        .now(GatewayDrill.GATEWAY)
                        .orElseThrow()
                        .revisions())
                .containsExactly(41);
        drill.pass(ofSeconds(20));
        assertThat(drill.runs()).isEqualTo(41);
    }

    @Test
    void withOldRolloutReturning_hasItsOldIdAndTimeAndSaysNothingOfWhatItUndoes() {
        Scenario scenario = Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(5))
                .afterStart(ofSeconds(5), Change.breakerTrips());
        GatewayDrill drill = Past.play(scenario.withOldRolloutReturning());
        Deployment before = drill.history().get(3);
        drill.pass(ofMinutes(2));

        assertThat(drill.primary())
                .returns(before.id(), Rollout::id)
                .returns(before.createdAt(), Rollout::createdAt)
                .returns(null, Rollout::rollbackOf)
                .returns(before.started(), Rollout::serviceRevision);
        assertThat(drill.primary().tasks().running()).isEqualTo(3);
        assertThat(drill.last()).returns(before.started(), Deployment::rolledBackTo);
        GatewayDrill plain = Past.play(scenario);
        plain.pass(ofMinutes(2));
        assertThat(plain.primary().id()).isNotEqualTo(before.id());
    }

    @Test
    void withStopOutrun_theStopIsAcceptedAndTheDeploymentCompletes() {
        GatewayDrill drill = Past.play(
                Past.good().deployed(bad(42).withPlaces(2), ofMinutes(5)).withStopOutrun());
        stop(drill);

        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_REQUESTED);
        drill.pass(ofSeconds(5));
        assertThat(drill.last().state()).isEqualTo(DeploymentState.SUCCESSFUL);
        assertThat(drill.primary().tasks().running()).isEqualTo(3);
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }

    @Test
    void withStopTooLate_theStopIsRefusedBecauseTheDeploymentHasCompleted() {
        GatewayDrill drill = Past.play(
                Past.good().deployed(bad(42).withPlaces(2), ofMinutes(5)).withStopTooLate());

        assertThatThrownBy(() -> stop(drill)).hasMessageContaining("SUCCESSFUL");
        assertThat(drill.last().state()).isEqualTo(DeploymentState.SUCCESSFUL);
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }

    @Test
    void rollbackFails_whileItIsUnderWay_leavesWhatRuns() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(5))
                .before(ofSeconds(5), Change.breakerTrips())
                .before(ZERO, Change.rollbackFails()));

        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_FAILED);
        assertThat(drill.primary()).returns(RolloutState.FAILED, Rollout::state);
        drill.pass(ofMinutes(5));
        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_FAILED);
    }

    @Test
    void withBakeTime_everyTaskServes_deploymentGoesOn() {
        GatewayDrill drill = Past.play(Past.good().withBakeTime(ofMinutes(10)).deployed(bad(42), ofMinutes(5)));

        assertThat(drill.snapshot().rollouts())
                .singleElement()
                .returns(RolloutState.IN_PROGRESS, Rollout::state)
                .satisfies(rollout -> assertThat(rollout.tasks().running()).isEqualTo(3));
        assertThat(drill.last().state()).isEqualTo(DeploymentState.IN_PROGRESS);
        drill.pass(ofMinutes(6));
        assertThat(drill.last().state()).isEqualTo(DeploymentState.SUCCESSFUL);
    }

    @Test
    void withBakeTime_alarmWhileItBakes_returns() {
        GatewayDrill drill = Past.play(Past.good()
                .withBakeTime(ofMinutes(10))
                .deployed(bad(42), ofMinutes(5))
                .before(ofMinutes(2), Change.deploymentAlarmTrips()));

        assertThat(drill.runs()).isEqualTo(41);
        drill.pass(ofMinutes(15));
        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_SUCCESSFUL);
    }

    @Test
    void breakerGivesUp_withoutRollback_leavesWhatRuns() {
        GatewayDrill drill = Past.play(Past.badDeploy()
                .before(ZERO, Change.limitsPlaces(41, 1))
                .afterWrite(ofMinutes(2), Change.breakerGivesUp()));
        drill.update(41);
        drill.pass(ofMinutes(5));

        assertThat(drill.primary())
                .returns(GatewayDrill.revision(41), Rollout::definition)
                .returns(RolloutState.FAILED, Rollout::state);
        assertThat(drill.last().state()).isEqualTo(DeploymentState.STOPPED);
        assertThat(drill.simulation()
                        .truth()
                        .now(GatewayDrill.GATEWAY)
                        .orElseThrow()
                        .revisions())
                .containsExactly(41, 42);
    }

    @Test
    void scalesTo_more_startsThemAndFewer_drainsThem() {
        GatewayDrill drill = Past.play(Past.good()
                .before(ofMinutes(5), Change.scalesTo(5))
                .afterStart(ofSeconds(1), Change.scalesTo(2))
                .afterStart(ofMinutes(2), Change.scalesTo(4)));

        assertThat(drill.snapshot().desiredCount()).isEqualTo(5);
        assertThat(drill.primary().tasks().running()).isEqualTo(5);
        drill.pass(ofSeconds(2));
        assertThat(drill.primary().tasks().running()).isEqualTo(2);
        assertThat(drill.primary().tasks().desired()).isEqualTo(2);
        drill.pass(ofSeconds(119));
        assertThat(drill.primary().tasks())
                .satisfies(tasks -> assertThat(tasks.running()).isLessThan(tasks.desired()));
        drill.pass(ofMinutes(1));
        assertThat(drill.primary().tasks().running()).isEqualTo(4);
        assertThat(drill.history()).hasSize(4);
    }

    @Test
    void with_negative_isRefused() {
        assertThatThrownBy(() -> Past.good().withBakeTime(ofSeconds(-1))).hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> Past.good().withSlowRollbacks(ZERO, ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> Past.good().withHistoryBehind(ofSeconds(-1))).hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> Change.scalesTo(-1)).hasMessageContaining("found -1");
    }
}
