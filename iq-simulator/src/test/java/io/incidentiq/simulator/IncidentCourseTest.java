package io.incidentiq.simulator;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.MetricPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentCourseTest {
    private static GatewayDrill play(IncidentCourse course) {
        return GatewayDrill.of(course.scenario(), 1);
    }

    private static List<Double> between(List<MetricPoint> points, Instant from, Instant to) {
        return points.stream()
                .filter(p -> !p.start().isBefore(from) && p.start().isBefore(to))
                .map(MetricPoint::value)
                .toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    @Test
    void scenario_rates_areThoseBeforeDuringAndAfter() {
        GatewayDrill drill =
                play(IncidentCourse.of(0.5, 5, 2.75).withTraffic(20_000).withIncident(10));
        drill.update(41);
        drill.pass(ofMinutes(30));
        List<MetricPoint> points = drill.errorRates(ofMinutes(100));
        Instant start = Simulation.START;

        assertThat(mean(between(points, start.minus(ofMinutes(60)), start.minus(ofMinutes(11)))))
                .isCloseTo(0.5, within(0.05));
        assertThat(mean(between(points, start.minus(ofMinutes(10)), start))).isCloseTo(5, within(0.2));
        assertThat(mean(between(points, start.plus(ofMinutes(2)), start.plus(ofMinutes(25)))))
                .isCloseTo(2.75, within(0.1));
    }

    @Test
    void scenario_allBackOrNothingChanged_staysWhereItWent() {
        for (double after : List.of(0.5, 5.0)) {
            GatewayDrill drill = play(IncidentCourse.of(0.5, 5, after).withTraffic(20_000));
            drill.update(41);
            drill.pass(ofMinutes(10));

            assertThat(drill.latestErrorRate()).isCloseTo(after, within(0.5));
        }
    }

    @Test
    void withBaselineAndIncident_wholeMinutes_areSoMany() {
        GatewayDrill drill =
                play(IncidentCourse.of(0.5, 5, 0.5).withBaseline(15).withIncident(3));
        Instant suspect = drill.last().createdAt();
        Instant start = drill.simulation().incidentStart().orElseThrow();
        List<MetricPoint> points = drill.errorRates(Duration.ofDays(3));

        assertThat(Duration.between(start, Simulation.START)).isEqualTo(ofMinutes(3));
        assertThat(Duration.between(suspect, start)).isEqualTo(ofMinutes(1));
        assertThat(between(points, Instant.EPOCH, suspect)).hasSize(15);
    }

    @Test
    void withNoise_manyIncidents_scatterMoreAndHaveAMemory() {
        double independent = spread(IncidentCourse.of(5, 10, 5).withTraffic(20_000));
        double correlated =
                spread(IncidentCourse.of(5, 10, 5).withTraffic(20_000).withNoise(0.5, 0.7));

        assertThat(independent).isLessThan(0.03);
        assertThat(correlated).as("the mean of five correlated minutes").isBetween(0.25, 0.5);
    }

    /** Returns the coefficient of variation of the mean of five minutes over a hundred worlds. */
    private static double spread(IncidentCourse course) {
        var means = new ArrayList<Double>();
        for (long seed = 1; seed <= 100; seed++) {
            GatewayDrill drill = GatewayDrill.of(course.scenario(), seed);
            means.add(mean(between(
                    drill.errorRates(ofMinutes(40)),
                    Simulation.START.minus(ofMinutes(30)),
                    Simulation.START.minus(ofMinutes(25)))));
        }
        double mean = mean(means);
        return Math.sqrt(means.stream()
                        .mapToDouble(v -> Math.pow(v - mean, 2))
                        .average()
                        .orElseThrow())
                / mean;
    }

    @Test
    void scenario_sameSeed_givesTheSameBytes() {
        IncidentCourse course = IncidentCourse.of(1, 3, 3).withTraffic(20).withNoise(0.5, 0.7);

        assertThat(Drills.play(Simulation.of(course.scenario(), 7, GatewayDrill.GATEWAY), r -> r)
                        .toJson())
                .isEqualTo(Drills.play(Simulation.of(course.scenario(), 7, GatewayDrill.GATEWAY), r -> r)
                        .toJson());
    }

    @Test
    void with_impossibleNumbers_areRefused() {
        IncidentCourse course = IncidentCourse.of(1, 3, 3);

        assertThatThrownBy(() -> IncidentCourse.of(-1, 3, 3)).hasMessageContaining("before must be in [0, 100]");
        assertThatThrownBy(() -> IncidentCourse.of(1, 3, 0.5)).hasMessageContaining("after must be >= before");
        assertThatThrownBy(() -> course.withBaseline(0)).hasMessageContaining("baseline must be >= 1");
        assertThatThrownBy(() -> course.withIncident(0)).hasMessageContaining("incident must be >= 1");
    }
}
