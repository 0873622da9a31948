package io.incidentiq.simulator.metric;

import static io.incidentiq.simulator.Past.mean;
import static io.incidentiq.simulator.Past.values;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishedMetricTest {
    @Test
    void withSuccessRate_badDeploy_falls() {
        GatewayDrill drill = Past.play(Past.badDeploy().withSuccessRate());
        List<Double> values = values(drill.errorRates(ofMinutes(40)));

        assertThat(values.subList(0, 20)).allSatisfy(value -> assertThat(value).isBetween(99.5, 99.7));
        assertThat(drill.latestErrorRate()).isBetween(90.0, 93.0);
    }

    @Test
    void withBlindMetric_badDeploy_showsNothing() {
        Scenario sick = Past.good()
                .deployed(Release.bad(42).withFailingHealth(), ofMinutes(15))
                .withBlindMetric();
        GatewayDrill drill = Past.play(sick);

        assertThat(values(drill.errorRates(ofMinutes(40))))
                .hasSize(39)
                .allSatisfy(value -> assertThat(value).isBetween(0.36, 0.44));
        assertThat(mean(Past.play(sick.withTraffic(1000)).errorRates(ofMinutes(14))))
                .isLessThan(0.6);
        assertThat(drill.simulation()
                        .health()
                        .probe(drill.simulation()
                                .healthUrl(GatewayDrill.GATEWAY)
                                .orElseThrow())
                        .status())
                .isEqualTo(HealthAnswer.Status.UNHEALTHY);
    }

    @Test
    void withGaps_share_isMissingForGood() {
        GatewayDrill drill = Past.play(Past.good().withGaps(0.25));
        List<MetricPoint> points = drill.errorRates(ofHours(10));

        assertThat(points).hasSizeBetween(420, 480);
        drill.pass(ofMinutes(30));
        assertThat(drill.errorRates(ofHours(10).plus(ofMinutes(30)))).containsAll(points);
    }

    @Test
    void silencesMetrics_forAWhile_leavesAHole() {
        GatewayDrill drill =
                Past.play(Past.good().before(Duration.ofSeconds(10 * 60 + 30), Change.silencesMetrics(ofMinutes(3))));

        assertThat(drill.errorRates(ofMinutes(20)))
                .hasSize(15)
                .noneSatisfy(point -> assertThat(point.start())
                        .isBetween(Simulation.START.minus(ofMinutes(11)), Simulation.START.minus(ofMinutes(8))));
    }

    @Test
    void withLatePoints_eachPoint_comesWithinItsTimeAndStays() {
        GatewayDrill drill = Past.play(Past.good().withLatePoints(ofMinutes(1), ofMinutes(3)));
        var delays = new HashSet<Duration>();
        var seen = new HashSet<Instant>();
        var late = new ArrayList<Duration>();
        for (int i = 0; i < 120; i++) {
            drill.pass(ofSeconds(15));
            Instant now = drill.simulation().time().instant();
            for (MetricPoint point : drill.errorRates(ofMinutes(10))) {
                boolean old = point.start().isBefore(Simulation.START);
                if (seen.add(point.start()) && !old) {
                    Duration delay = Duration.between(point.start().plusSeconds(60), now);
                    delays.add(delay);
                    late.add(delay);
                }
            }
        }

        assertThat(late)
                .hasSizeGreaterThan(20)
                .allSatisfy(delay -> assertThat(delay).isBetween(ofMinutes(1), ofSeconds(195)));
        assertThat(delays).as("not all alike").hasSizeGreaterThan(3);
    }

    @Test
    void metricShows_notANumber_isThatPeriodsPoint() {
        GatewayDrill drill = Past.play(Past.badDeploy()
                .before(ofSeconds(290), Change.metricShows(Double.NaN))
                .before(ofSeconds(170), Change.metricShows(Double.POSITIVE_INFINITY)));
        List<Double> values = values(drill.errorRates(ofMinutes(6)));

        assertThat(values.get(1)).isNaN();
        assertThat(values.get(3)).isInfinite();
        assertThat(Set.copyOf(values)).hasSize(5);
    }

    @Test
    void with_impossibleNumbers_areRefused() {
        assertThatThrownBy(() -> Past.good().withGaps(1.1)).hasMessageContaining("found 1.1");
        assertThatThrownBy(() -> Past.good().withLatePoints(ofMinutes(3), ofMinutes(1)))
                .hasMessageContaining("PT3M to PT1M");
    }
}
