package io.incidentiq.simulator.metric;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Load;
import io.incidentiq.simulator.PackageAccess;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final MetricQuery RESPONSE_TIME = new MetricQuery(
            TargetGroup.NAMESPACE,
            TargetGroup.RESPONSE_TIME,
            new TargetGroup("api-gateway", false).dimensions(),
            Statistic.AVERAGE,
            Duration.ofMinutes(1));

    private static double mean(GatewayDrill drill, Instant from, Duration length, ToDoubleFunction<Values> statistic) {
        List<Values> values = List.copyOf(PackageAccess.platform(drill.simulation())
                .values(RESPONSE_TIME, from, from.plus(length))
                .values());
        assertThat(values).hasSizeGreaterThan(5);
        return values.stream().mapToDouble(statistic).average().orElseThrow();
    }

    @Test
    void responseTime_wellAndSick_isLogNormalAndThreeTimesAsLong() {
        GatewayDrill drill = Past.play(Past.badDeploy().with(Load.of(500)));
        Instant well = Simulation.START.minus(ofMinutes(60));
        Instant sick = Simulation.START.minus(ofMinutes(12));

        double median = mean(drill, well, ofMinutes(40), v -> v.percentile(50));
        assertThat(median).isCloseTo(0.08 * (1 + 0.4 * 0.4), within(0.005));
        assertThat(mean(drill, well, ofMinutes(40), v -> v.percentile(90)) / median)
                .isCloseTo(Math.exp(0.5 * 1.2816), within(0.1));
        assertThat(mean(drill, well, ofMinutes(40), v -> v.percentile(99)) / median)
                .isCloseTo(Math.exp(0.5 * 2.3263), within(0.25));
        assertThat(mean(drill, well, ofMinutes(40), Values::count)).isCloseTo(500, within(15.0));
        assertThat(mean(drill, sick, ofMinutes(10), v -> v.percentile(99))
                        / mean(drill, well, ofMinutes(40), v -> v.percentile(99)))
                .isCloseTo((1 + 0.4 * 8.5) / (1 + 0.4 * 0.4), within(0.4));
    }

    @Test
    void withSlowestPercent_eachMinute_isOneValueInMilliseconds() {
        GatewayDrill drill = Past.play(Past.badDeploy().with(Load.of(500)).withSlowestPercent());

        assertThat(drill.errorRates(ofMinutes(40)).subList(0, 20)).allSatisfy(point -> {
            assertThat(point.value()).isBetween(200.0, 450.0);
            assertThat(point.samples()).isEqualTo(1);
        });
        assertThat(drill.latestErrorRate()).isGreaterThan(800);
    }
}
