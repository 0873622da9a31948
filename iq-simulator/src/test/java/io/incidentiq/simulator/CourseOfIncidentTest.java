package io.incidentiq.simulator;

import static io.incidentiq.simulator.Past.mean;
import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseOfIncidentTest {
    /** Returns the mean of the minutes that began in {@code (from, to]} before the start. */
    private static double percent(GatewayDrill drill, int from, int to) {
        List<MetricPoint> points = drill.errorRates(ofMinutes(60)).stream()
                .filter(p -> p.start().isAfter(Simulation.START.minus(ofMinutes(from)))
                        && !p.start().isAfter(Simulation.START.minus(ofMinutes(to))))
                .toList();
        return mean(points);
    }

    @Test
    void healsAfter_itsTime_isAsAGoodRelease() {
        GatewayDrill drill = Past.play(Past.good().deployed(bad(42).healsAfter(ofMinutes(20)), ofMinutes(30)));

        assertThat(percent(drill, 28, 11)).isGreaterThan(8);
        assertThat(percent(drill, 9, 2)).isLessThan(0.5);
        assertThat(drill.runs()).isEqualTo(42);
    }

    @Test
    void healsAfter_deployedAgain_theFaultBeginsAnew() {
        Scenario healed = Past.good().deployed(bad(42).healsAfter(ofMinutes(10)), ofMinutes(30));
        GatewayDrill drill = Past.play(healed.before(ofMinutes(6), Change.redeploys(42)));

        assertThat(percent(drill, 18, 7)).isLessThan(0.5);
        assertThat(percent(drill, 4, 2)).isGreaterThan(8);
    }

    @Test
    void lullsAfter_faultPausesAndComesBack() {
        GatewayDrill drill =
                Past.play(Past.good().deployed(bad(42).lullsAfter(ofMinutes(10), ofMinutes(8)), ofMinutes(30)));

        assertThat(percent(drill, 28, 21)).isGreaterThan(8);
        assertThat(percent(drill, 19, 13)).isLessThan(0.5);
        assertThat(percent(drill, 11, 2)).isGreaterThan(8);
    }

    @Test
    void withErrorRateSince_steps_burnSlowly() {
        Release slow = good(42).withErrorRatePercent(4, ofMinutes(20)).withErrorRatePercent(2, ofMinutes(10));
        GatewayDrill drill = Past.play(Past.good().deployed(slow, ofMinutes(30)));

        assertThat(percent(drill, 29, 21)).isLessThan(0.5);
        assertThat(percent(drill, 19, 11)).isBetween(1.8, 2.2);
        assertThat(percent(drill, 9, 2)).isBetween(3.7, 4.3);
    }

    @Test
    void withErrorRateSince_zero_isRefused() {
        assertThatThrownBy(() -> good(42).withErrorRatePercent(4, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    @Test
    void dependencyFails_forAWhile_endsByItself() {
        GatewayDrill drill = Past.play(Past.good().before(ofMinutes(13), Change.dependencyFails(8.5, ofMinutes(3))));

        assertThat(percent(drill, 30, 14)).isLessThan(0.5);
        assertThat(percent(drill, 13, 11)).isGreaterThan(7.5);
        assertThat(percent(drill, 9, 2)).isLessThan(0.5);
    }

    @Test
    void dependencyFails_spikeWithinAnOutage_leavesTheOutage() {
        GatewayDrill drill = Past.play(Past.good()
                .before(ofMinutes(30), Change.dependencyFails(5))
                .before(ofMinutes(20), Change.dependencyFails(20, ofMinutes(10)))
                .before(ofMinutes(18), Change.dependencyFails(2, ofMinutes(2))));

        assertThat(percent(drill, 19, 11)).isGreaterThan(18);
        assertThat(percent(drill, 9, 2)).isBetween(4.5, 5.5);
    }

    @Test
    void healthFails_forAWhile_says503ThenRecovers() {
        GatewayDrill drill = Past.play(Past.good().afterStart(ofMinutes(1), Change.healthFails(ofMinutes(4))));

        assertThat(health(drill)).isEqualTo(HealthAnswer.Status.HEALTHY);
        drill.pass(ofSeconds(61));
        assertThat(health(drill)).isEqualTo(HealthAnswer.Status.UNHEALTHY);
        drill.pass(ofMinutes(4));
        assertThat(health(drill)).isEqualTo(HealthAnswer.Status.HEALTHY);
    }

    private static HealthAnswer.Status health(GatewayDrill drill) {
        return drill.simulation()
                .health()
                .probe(drill.simulation().healthUrl(GatewayDrill.GATEWAY).orElseThrow())
                .status();
    }

    @Test
    void afterStart_withoutAnyWrite_happens() {
        GatewayDrill drill = Past.play(Past.badDeploy().afterStart(ofSeconds(1), Change.redeploys(41)));

        assertThat(drill.runs()).isEqualTo(42);
        drill.pass(ofSeconds(1));
        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }
}
