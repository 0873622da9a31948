package io.incidentiq.simulator;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ProviderException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class DeployedAgainTest {
    private static List<String> digests(GatewayDrill drill, int index) {
        return drill.started(drill.history().get(index)).images().stream()
                .map(Image::resolved)
                .map(String::valueOf)
                .toList();
    }

    @Test
    void redeploys_whileInProgress_supersedesTheFirst() {
        GatewayDrill drill = Past.play(
                Past.good().deployed(bad(42).withPlaces(2), ofMinutes(5)).before(ofMinutes(2), Change.redeploys(42)));

        assertThat(drill.deployed()).endsWith(42, 42);
        assertThat(drill.history().get(4).state()).isEqualTo(DeploymentState.STOPPED);
        assertThat(drill.last().state()).isEqualTo(DeploymentState.IN_PROGRESS);
    }

    @Test
    void forcesDeployment_floatingTag_resolvesItAnew() {
        GatewayDrill drill = Past.play(Scenario.create("forced", "")
                .deployed(good(41).withTag("latest"), ofDays(5))
                .before(ofHours(1), Change.pushes(bad(42).withTag("latest")))
                .before(ofMinutes(15), Change.forcesDeployment()));

        assertThat(drill.deployed()).containsExactly(41, 41);
        assertThat(digests(drill, 1)).isNotEqualTo(digests(drill, 0));
        assertThat(drill.definition(41).fingerprint()).isNotEmpty();
        assertThat(drill.latestErrorRate()).isGreaterThan(7);
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }

    @Test
    void withNumber_registeredAgain_isTheSameContentAndImage() {
        GatewayDrill drill =
                Past.play(Past.good().deployed(bad(42), ofMinutes(30)).deployed(bad(42).withNumber(43), ofMinutes(15)));

        assertThat(drill.definition(43).fingerprint())
                .isEqualTo(drill.definition(42).fingerprint());
        assertThat(digests(drill, 5)).isEqualTo(digests(drill, 4));
        assertThat(drill.latestErrorRate()).isGreaterThan(7);
    }

    @Test
    void stopsDeployment_bySomebody_returnsWithoutAWriteOfOurs() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(10))
                .before(ofMinutes(5), Change.stopsDeployment()));

        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.last()).returns(DeploymentState.ROLLBACK_SUCCESSFUL, Deployment::state);
        assertThat(drill.last().reason()).contains("stop request");
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }

    @Test
    void stopsDeployment_noneInProgress_changesNothing() {
        assertThat(Past.play(Past.badDeploy().before(ofMinutes(1), Change.stopsDeployment()))
                        .runs())
                .isEqualTo(42);
    }

    @Test
    void deploymentAlarmTrips_inProgress_returnsAndSaysWhy() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(10))
                .before(ofMinutes(5), Change.deploymentAlarmTrips()));

        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.last().reason()).contains("deployment alarms");
    }

    @Test
    void breakerTrips_thenDeployedAgainForGood_serves() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(good(42).withPlaces(1), ofDays(4))
                .before(ofDays(4).minus(ofMinutes(5)), Change.breakerTrips())
                .before(ofDays(3), Change.limitsPlaces(42, 3))
                .before(ofDays(3), Change.redeploys(42)));

        assertThat(drill.deployed()).endsWith(42, 42);
        assertThat(drill.runs()).isEqualTo(42);
        assertThat(drill.last().state()).isEqualTo(DeploymentState.SUCCESSFUL);
    }

    @Test
    void deregisters_whatRuns_servesOnAndCrashedTasksComeBack() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(30))
                .before(ofMinutes(25), Change.breakerTrips())
                .before(ofMinutes(20), Change.deregisters(41))
                .before(ofMinutes(10), Change.crashes(2)));

        assertThat(drill.primary().tasks().running()).isEqualTo(3);
        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.latestErrorRate()).isLessThan(0.5);
        Assertions.assertThatThrownBy(() -> drill.update(41))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("INACTIVE");
    }

    @Test
    void breakerTrips_previousDeregistered_platformReturnsToItAllTheSame() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(10))
                .before(ofMinutes(9), Change.deregisters(41))
                .before(ofMinutes(5), Change.breakerTrips()));

        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_SUCCESSFUL);
    }

    @Test
    void stop_previousDeregistered_platformReturnsToItAllTheSame() {
        GatewayDrill drill = Past.play(Past.good()
                .deployed(bad(42).withPlaces(2), ofMinutes(10))
                .before(ofMinutes(9), Change.deregisters(41)));
        drill.simulation().registry().stop(GatewayDrill.GATEWAY, drill.last().id());
        drill.pass(ofMinutes(3));

        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_SUCCESSFUL);
    }

    @Test
    void withHistoryBehind_newDeployment_isListedLater() {
        GatewayDrill drill = Past.play(
                Past.badDeploy().withHistoryBehind(ofSeconds(20)).afterStart(ofSeconds(1), Change.redeploys(41)));
        drill.pass(ofSeconds(2));

        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.deployed()).containsExactly(38, 39, 40, 41, 42);
        drill.pass(ofSeconds(20));
        assertThat(drill.deployed()).containsExactly(38, 39, 40, 41, 42, 41);
    }
}
