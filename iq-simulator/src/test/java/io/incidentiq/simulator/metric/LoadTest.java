package io.incidentiq.simulator.metric;

import static io.incidentiq.simulator.Past.mean;
import static io.incidentiq.simulator.Past.values;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Load;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many requests there are, and of which values a point is made. */
class LoadTest {
    private static final Duration LONG = ofHours(50);
    private static final MetricQuery REQUESTS = own("Requests");
    private static final MetricQuery ERRORS = own("Errors");

    private static MetricQuery own(String name) {
        return new MetricQuery(
                "IncidentIQ/Demo", name, Map.of("Service", "api-gateway"), Statistic.SUM, Duration.ofMinutes(1));
    }

    private static double variation(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(v -> Math.pow(v - mean, 2))
                .average()
                .orElseThrow();
        return Math.sqrt(squares) / mean;
    }

    private static double correlation(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double variance = 0;
        double together = 0;
        for (int i = 1; i < values.size(); i++) {
            variance += Math.pow(values.get(i) - mean, 2);
            together += (values.get(i) - mean) * (values.get(i - 1) - mean);
        }
        return together / variance;
    }

    @Test
    void of_steady_arrivesAsPoissonHasIt() {
        List<Double> requests = values(Past.play(Past.good().with(Load.of(200))).points(REQUESTS, LONG));

        assertThat(requests).hasSizeGreaterThan(2900);
        assertThat(requests.stream().mapToDouble(v -> v).average().orElseThrow())
                .isCloseTo(200, within(1.5));
        assertThat(variation(requests)).isCloseTo(1 / Math.sqrt(200), within(0.005));
        assertThat(correlation(requests)).isCloseTo(0, within(0.06));
    }

    @Test
    void withSwings_longRun_wandersWithAMemory() {
        List<Double> requests = values(
                Past.play(Past.good().with(Load.of(2000).withSwings(0.3, 0.8))).points(REQUESTS, LONG));

        assertThat(requests.stream().mapToDouble(v -> v).average().orElseThrow())
                .isCloseTo(2000, within(120.0));
        assertThat(variation(requests)).isCloseTo(0.3, within(0.04));
        assertThat(correlation(requests)).isCloseTo(0.8, within(0.06));
    }

    @Test
    void withSwings_errorRate_staysAsItIs() {
        GatewayDrill swinging = Past.play(Past.good().with(Load.of(2000).withSwings(0.5, 0.8)));

        assertThat(mean(swinging.errorRates(LONG))).isCloseTo(0.4, within(0.02));
    }

    @Test
    void withBursts_someSpans_haveManyTimesTheRequests() {
        List<Double> requests = values(
                Past.play(Past.good().with(Load.of(100).withBursts(0.1, 5))).points(REQUESTS, LONG));
        long bursts = requests.stream().filter(n -> n > 300).count();

        assertThat((double) bursts / requests.size()).isCloseTo(0.1, within(0.04));
        assertThat(requests)
                .filteredOn(n -> n <= 300)
                .allSatisfy(n -> assertThat(n).isBetween(50.0, 160.0));
    }

    @Test
    void of_eachPoint_isMadeOfAllRequests() {
        GatewayDrill drill = Past.play(Past.badDeploy().with(Load.of(200)));
        List<MetricPoint> rates = drill.errorRates(ofMinutes(10));
        List<MetricPoint> requests = drill.points(REQUESTS, ofMinutes(10));
        List<MetricPoint> errors = drill.points(ERRORS, ofMinutes(10));

        assertThat(rates).hasSameSizeAs(requests).hasSameSizeAs(errors);
        for (int i = 0; i < rates.size(); i++) {
            assertThat(rates.get(i).samples()).isEqualTo(requests.get(i).value());
            assertThat(rates.get(i).value())
                    .isEqualTo(100 * errors.get(i).value() / requests.get(i).value());
        }
    }

    @Test
    void withPublishedRates_threeInstances_areThreeSamplesOfThatRate() {
        GatewayDrill each = Past.play(Past.badDeploy().with(Load.of(200)));
        GatewayDrill rates = Past.play(Past.badDeploy().with(Load.of(200).withPublishedRates(3)));

        assertThat(values(rates.errorRates(ofMinutes(10)))).isEqualTo(values(each.errorRates(ofMinutes(10))));
        assertThat(rates.errorRates(ofMinutes(10)))
                .allSatisfy(p -> assertThat(p.samples()).isEqualTo(3));
    }

    @Test
    void withoutTraffic_points_tellNothingOfSamples() {
        GatewayDrill drill = Past.play(Past.badDeploy());

        assertThat(drill.errorRates(ofMinutes(10)))
                .allSatisfy(p -> assertThat(p.samples()).isNull());
        assertThat(drill.snapshot().requestCounts()).isEmpty();
        assertThat(drill.points(REQUESTS, ofMinutes(10))).isEqualTo(drill.points(ERRORS, ofMinutes(10)));
    }

    @Test
    void withErrorCount_minuteWithoutErrors_hasNoPoint() {
        GatewayDrill drill = Past.play(Past.good().with(Load.of(100)).withErrorCount());
        List<MetricPoint> counts = drill.points(own("Failures"), LONG);

        assertThat((double) counts.size() / drill.points(REQUESTS, LONG).size())
                .as("0.4 errors a minute: none in two of three")
                .isCloseTo(1 - Math.exp(-0.4), within(0.03));
        assertThat(counts).allSatisfy(p -> assertThat(p.value()).isPositive().isEqualTo(p.samples()));
    }

    @Test
    void withGrowingPoints_newestMinute_growsAndThenStays() {
        GatewayDrill drill = Past.play(Past.badDeploy().with(Load.of(600).withGrowingPoints()));
        Instant minute = Simulation.START;
        double before = 0;
        double failed = 0;
        for (int i = 0; i < 8; i++) {
            drill.pass(ofSeconds(15));
            double requests = sum(drill.read(REQUESTS, minute, minute.plusSeconds(60)));
            double errors = sum(drill.read(ERRORS, minute, minute.plusSeconds(60)));

            assertThat(requests).isGreaterThanOrEqualTo(before);
            assertThat(errors).isBetween(failed, requests);
            before = requests;
            failed = errors;
            if (i == 2) {
                assertThat(requests).as("15 of its 60 seconds are counted").isCloseTo(150, within(40.0));
            }
        }
        assertThat(before).isCloseTo(600, within(90.0));
    }

    @Test
    void withGrowingPoints_whole_isAsWithoutThem() {
        GatewayDrill growing = Past.play(Past.badDeploy().with(Load.of(60).withGrowingPoints()));
        growing.errorRates(ofMinutes(3));
        growing.pass(ofMinutes(10));
        GatewayDrill plain = Past.play(Past.badDeploy().with(Load.of(60)));
        plain.pass(ofMinutes(10));

        List<MetricPoint> whole = plain.errorRates(ofMinutes(20));
        assertThat(growing.errorRates(ofMinutes(20)))
                .startsWith(whole.toArray(MetricPoint[]::new))
                .hasSize(20);
    }

    @Test
    void withLatePoints_errorsAndRequests_areLateEachByItself() {
        GatewayDrill drill = Past.play(Past.badDeploy().with(Load.of(600)).withLatePoints(ofMinutes(1), ofMinutes(3)));
        int apart = 0;
        for (int i = 0; i < 40; i++) {
            drill.pass(ofSeconds(20));
            List<Instant> requests = starts(drill.points(REQUESTS, ofMinutes(6)));
            apart += requests.equals(starts(drill.points(ERRORS, ofMinutes(6)))) ? 0 : 1;
        }

        assertThat(apart).isBetween(10, 40);
    }

    private static List<Instant> starts(List<MetricPoint> points) {
        return points.stream().map(MetricPoint::start).toList();
    }

    private static double sum(List<MetricPoint> points) {
        return points.stream().mapToDouble(MetricPoint::value).sum();
    }

    @Test
    void silencesMetrics_allThatCount_areSilent() {
        GatewayDrill drill = Past.play(
                Past.badDeploy().with(Load.of(200)).before(ofMinutes(10), Change.silencesMetrics(ofMinutes(5))));

        assertThat(drill.points(REQUESTS, ofMinutes(10))).hasSize(4);
        assertThat(drill.points(ERRORS, ofMinutes(10))).hasSize(4);
    }

    @Test
    void with_impossibleNumbers_areRefused() {
        Load load = Load.of(1);

        assertThatThrownBy(() -> Load.of(-1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> load.withNight(2)).hasMessageContaining("found 2");
        assertThatThrownBy(() -> load.withSwings(1, 1)).hasMessageContaining("found 1");
        assertThatThrownBy(() -> load.withBursts(2, 1)).hasMessageContaining("found 2");
        assertThatThrownBy(() -> load.withBursts(0.5, -1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> load.withPublishedRates(0)).hasMessageContaining("found 0");
    }
}
