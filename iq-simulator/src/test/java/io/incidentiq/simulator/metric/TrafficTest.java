package io.incidentiq.simulator.metric;

import static io.incidentiq.simulator.Past.mean;
import static io.incidentiq.simulator.Past.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Duration LONG = Duration.ofHours(100);

    private static Scenario busy(int perMinute) {
        return Past.good().withTraffic(perMinute);
    }

    private static double deviation(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        return Math.sqrt(values.stream()
                .mapToDouble(v -> Math.pow(v - mean, 2))
                .average()
                .orElseThrow());
    }

    private static double correlation(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double together = 0;
        for (int i = 1; i < values.size(); i++) {
            together += (values.get(i) - mean) * (values.get(i - 1) - mean);
        }
        return together / (values.size() - 1) / Math.pow(deviation(values), 2);
    }

    @Test
    void withTraffic_fewRequests_pointsAreSharesOfWholeCounts() {
        List<MetricPoint> points = Past.play(busy(20)).errorRates(LONG);

        assertThat(mean(points)).isCloseTo(0.4, within(0.1));
        assertThat(new HashSet<>(values(points)))
                .as("no bad request, or one of about twenty")
                .contains(0.0, 5.0)
                .doesNotContain(0.4);
    }

    @Test
    void withTraffic_counted_scattersAsCountsDo() {
        double few = deviation(values(Past.play(busy(200)).errorRates(LONG)));
        double many = deviation(values(Past.play(busy(20_000)).errorRates(LONG)));

        assertThat(few).isCloseTo(100 * Math.sqrt(0.004 * 0.996 / 200), within(0.05));
        assertThat(many).isCloseTo(100 * Math.sqrt(0.004 * 0.996 / 20_000), within(0.005));
    }

    @Test
    void withTraffic_longerPeriod_isPooledOfTheSameCounts() {
        GatewayDrill drill = Past.play(busy(200));
        var minute = GatewayDrill.ERROR_RATE;
        var query = new MetricQuery(
                minute.namespace(), minute.name(), minute.dimensions(), minute.statistic(), Duration.ofMinutes(5));
        var start = Simulation.START.minus(Duration.ofMinutes(14));

        List<MetricPoint> five = Objects.requireNonNull(drill.simulation()
                        .metrics()
                        .read(Set.of(query), start, start.plus(Duration.ofMinutes(5)))
                        .get(query))
                .points();

        assertThat(five).hasSize(1);
        assertThat(mean(five))
                .isCloseTo(mean(drill.errorRates(Duration.ofMinutes(14)).subList(0, 5)), within(0.2));
    }

    @Test
    void withTraffic_noRequests_hasNoPoints() {
        GatewayDrill drill = Past.play(busy(200)
                .before(Duration.ofMinutes(20), Change.trafficFallsTo(0))
                .before(Duration.ofMinutes(10), Change.trafficFallsTo(1)));

        assertThat(drill.errorRates(Duration.ofMinutes(40))).hasSize(29);
    }

    @Test
    void withDailyTraffic_night_scattersMoreThanTheDay() {
        Scenario daily = Past.good().withDailyTraffic(2000, 0.02);
        // The drill starts at 02:14; the twelve hours before are mostly day.
        double night = deviation(values(Past.play(daily).errorRates(Duration.ofHours(2))));
        double day = deviation(
                values(Past.play(daily).errorRates(Duration.ofHours(12))).subList(0, 360));

        assertThat(night).isGreaterThan(2 * day);
    }

    @Test
    void withCorrelatedNoise_longRun_hasItsVariationAndCorrelation() {
        Scenario wandering = Past.good().withCorrelatedNoise(0.5, 0.7);
        List<MetricPoint> points = Past.play(wandering).errorRates(LONG);
        List<Double> logs = points.stream().map(p -> Math.log(p.value())).toList();

        assertThat(mean(points)).isCloseTo(0.4, within(0.02));
        assertThat(deviation(values(points)) / mean(points)).isCloseTo(0.5, within(0.06));
        assertThat(correlation(logs)).isCloseTo(0.7, within(0.05));
    }

    @Test
    void withCorrelatedNoise_andTraffic_bothAreThere() {
        Scenario both = busy(200).withCorrelatedNoise(0.5, 0.7);
        List<Double> values = values(Past.play(both).errorRates(LONG));
        double counting = Math.pow(100, 2) * 0.004 / 200;
        double wandering = Math.pow(0.4 * 0.5, 2);

        assertThat(deviation(values)).isCloseTo(Math.sqrt(counting + wandering), within(0.05));
        assertThat(correlation(values)).isBetween(0.02, 0.4);
    }

    @Test
    void withTraffic_readTwiceAndLater_pointsStay() {
        GatewayDrill drill = Past.play(busy(60).withCorrelatedNoise(0.8, 0.9));
        List<MetricPoint> before = drill.errorRates(Duration.ofHours(1));
        drill.pass(Duration.ofMinutes(7));

        assertThat(drill.errorRates(Duration.ofMinutes(67))).startsWith(before.toArray(MetricPoint[]::new));
        assertThat(Past.play(busy(60).withCorrelatedNoise(0.8, 0.9)).errorRates(Duration.ofMinutes(10)))
                .as("asked for less, in another order")
                .isEqualTo(before.subList(before.size() - 9, before.size()));
    }

    @Test
    void withTraffic_seeds_differ() {
        assertThat(GatewayDrill.of(busy(60), 2).errorRates(Duration.ofHours(1)))
                .isNotEqualTo(GatewayDrill.of(busy(60), 1).errorRates(Duration.ofHours(1)));
    }

    @Test
    void with_impossibleNumbers_areRefused() {
        Scenario scenario = Past.good();

        assertThatThrownBy(() -> scenario.withTraffic(-1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> scenario.withDailyTraffic(1, 2)).hasMessageContaining("found 2");
        assertThatThrownBy(() -> scenario.withCorrelatedNoise(-1, 0)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> scenario.withCorrelatedNoise(1, 1)).hasMessageContaining("found 1");
        assertThatThrownBy(() -> Change.trafficFallsTo(-1)).hasMessageContaining("found -1");
    }
}
