package io.incidentiq.simulator;

import static io.incidentiq.simulator.GatewayDrill.GATEWAY;
import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.fact.Moment;
import io.incidentiq.simulator.fact.Served;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TruthTest {
    private static Moment now(GatewayDrill drill) {
        return drill.simulation().truth().now(GATEWAY).orElseThrow();
    }

    @Test
    void now_noisyMetric_isWithoutNoise() {
        GatewayDrill drill = Past.play(
                Past.badDeploy().withTraffic(20).withCorrelatedNoise(1, 0.9).withGaps(0.5));

        assertThat(now(drill).errorRatePercent()).isEqualTo(8.5);
        assertThat(now(drill).revisions()).containsExactly(42);
    }

    @Test
    void now_afterTheRollback_whatServesIsGood() {
        GatewayDrill drill = Past.play(Past.badDeploy());
        drill.update(41);
        drill.pass(ofMinutes(5));

        assertThat(now(drill).served()).containsExactly(new Served(41, 3, Release.GOOD_ERROR_RATE_PERCENT, true));
        assertThat(now(drill).healthy()).isTrue();
    }

    @Test
    void at_midRollout_severalRevisionsServe() {
        GatewayDrill drill = Past.play(Past.badDeploy());
        drill.update(41);
        drill.pass(ofSeconds(60));
        Truth truth = drill.simulation().truth();
        Instant mixed = Simulation.START.plus(ofSeconds(1));
        while (truth.at(GATEWAY, mixed).orElseThrow().revisions().size() == 1) {
            mixed = mixed.plus(ofSeconds(1));
        }

        Moment moment = truth.at(GATEWAY, mixed).orElseThrow();
        assertThat(moment.revisions()).containsExactly(41, 42);
        assertThat(moment.errorRatePercent()).isBetween(1.0, 8.0).isEqualTo(moment.ownErrorRatePercent());
    }

    @Test
    void moment_dependencyFails_releaseIsGoodAllTheSame() {
        GatewayDrill drill = Past.play(Past.good().before(ofMinutes(5), Change.dependencyFails(12)));

        assertThat(now(drill).errorRatePercent()).isEqualTo(12);
        assertThat(now(drill).ownErrorRatePercent()).isEqualTo(Release.GOOD_ERROR_RATE_PERCENT);
    }

    @Test
    void moment_nothingServes_everyRequestFails() {
        GatewayDrill drill =
                Past.play(Past.good().withTaskStart(ofMinutes(10)).before(ofMinutes(1), Change.crashes(3)));

        assertThat(now(drill).served()).isEmpty();
        assertThat(now(drill).errorRatePercent()).isEqualTo(100);
        assertThat(now(drill).healthy()).isFalse();
    }

    @Test
    void moment_healthFails_isNotHealthy() {
        assertThat(now(Past.play(Past.good().deployed(good(42).withFailingHealth(), ofMinutes(9))))
                        .healthy())
                .isFalse();
        assertThat(now(Past.play(Past.good().before(ofMinutes(1), Change.healthFails(ofMinutes(2)))))
                        .healthy())
                .isFalse();
    }

    @Test
    void errorRatePercent_overTime_isTheMeanOfWhatServed() {
        GatewayDrill drill = Past.play(Past.good().deployed(bad(42).healsAfter(ofMinutes(20)), ofMinutes(30)));
        Truth truth = drill.simulation().truth();
        Instant healed = Simulation.START.minus(ofMinutes(10));

        assertThat(truth.errorRatePercent(GATEWAY, healed.minus(ofMinutes(5)), healed.plus(ofMinutes(5))))
                .hasValueCloseTo((8.5 + 0.4) / 2, within(1e-9));
    }

    @Test
    void at_movedTag_behavesAsTheImageThatRuns() {
        GatewayDrill drill = Past.play(Scenario.create("moved", "")
                .deployed(good(41).withTag("latest"), Duration.ofDays(5))
                .deployed(bad(42).withTag("latest"), ofMinutes(15)));
        drill.update(41);
        drill.pass(ofMinutes(5));

        assertThat(now(drill).revisions()).containsExactly(41);
        assertThat(now(drill).ownErrorRatePercent()).isEqualTo(8.5);
    }

    @Test
    void at_platformReturnsPastAMovedTag_behavesAsTheRecordedImage() {
        GatewayDrill drill = Past.play(Scenario.create("moved", "")
                .deployed(good(41).withTag("latest"), Duration.ofDays(5))
                .deployed(bad(42).withTag("latest").withPlaces(2), ofMinutes(15))
                .before(ofMinutes(10), Change.breakerTrips()));

        assertThat(now(drill).revisions()).containsExactly(41);
        assertThat(now(drill).ownErrorRatePercent()).isEqualTo(Release.GOOD_ERROR_RATE_PERCENT);
    }

    @Test
    void now_beforeAnyTaskServed_orUnknownService_isEmpty() {
        Truth truth = Past.play(Past.good()).simulation().truth();

        assertThat(truth.at(GATEWAY, Simulation.START.minus(Duration.ofDays(90))))
                .isEmpty();
        assertThat(truth.now(new ServiceId(Simulation.CLUSTER, "billing"))).isEmpty();
        assertThat(truth.errorRatePercent(new ServiceId("staging", "api-gateway"), Simulation.START, Simulation.START))
                .isEmpty();
    }
}
