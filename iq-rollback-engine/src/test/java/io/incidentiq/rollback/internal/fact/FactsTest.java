package io.incidentiq.rollback.internal.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final MetricQuery ERRORS = metric("ErrorRate");

    private static MetricQuery metric(String name) {
        return new MetricQuery("App", name, Map.of(), Statistic.AVERAGE, Duration.ofMinutes(1));
    }

    private static Facts read(MetricQuery metric, double... values) {
        var facts = new Facts();
        learn(facts, metric, values);
        return facts;
    }

    private static void learn(Facts facts, MetricQuery metric, double... values) {
        var points = new java.util.ArrayList<MetricPoint>();
        for (int i = 0; i < values.length; i++) {
            points.add(new MetricPoint(START.plusSeconds(60L * i), values[i]));
        }
        facts.learn(
                START,
                new Query.Metric(metric, START, START.plusSeconds(600)),
                Answer.Metric.of(metric, new MetricSeries(points, true)));
    }

    private static List<Double> values(Facts facts, MetricQuery metric) {
        return facts.series(metric).wholePeriods(metric.period(), START, START.plusSeconds(600)).stream()
                .map(MetricPoint::value)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void learn_aPointThatIsNoNumber_countsAsMissing(double nonsense) {
        Facts facts = read(ERRORS, 1, nonsense, 3);

        assertThat(values(facts, ERRORS)).containsExactly(1.0, 3.0);
        assertThat(facts.series(ERRORS).holdsNoNumbers()).isTrue();
    }

    @Test
    void learn_twoMetrics_areKeptApart() {
        Facts facts = read(ERRORS, 1, 2);
        learn(facts, metric("Latency"), 200, 210);

        assertThat(values(facts, ERRORS)).containsExactly(1.0, 2.0);
        assertThat(values(facts, metric("Latency"))).containsExactly(200.0, 210.0);
    }

    @Test
    void wasRead_answeredWithNothing_isReadAllTheSame() {
        assertThat(read(ERRORS).series(ERRORS).wasRead()).isTrue();
        assertThat(new Facts().series(ERRORS).wasRead()).isFalse();
    }

    @Test
    void wholePeriods_theLastOneNotOver_isLeftOut() {
        assertThat(read(ERRORS, 1, 2, 3).series(ERRORS).wholePeriods(ERRORS.period(), START, START.plusSeconds(179)))
                .hasSize(2);
    }

    @Test
    void askAgain_aQuery_isUnansweredUntilThen() {
        var query = new Query.Metric(ERRORS, START, START.plusSeconds(600));
        Facts facts = read(ERRORS, 1);

        facts.askAgain(query);

        assertThat(facts.knows(query)).isFalse();
        assertThat(values(facts, ERRORS)).containsExactly(1.0);
    }
}
