package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the window is, what is asked in it and after it, and what is made of gaps. */
class WindowTest {
    private static final double GAP = Double.NaN;

    /** Judged by the metric alone, at the end of the window. */
    private static Driven judged(Worlds world, double... window) {
        Driven driven = Driven.of(world.withoutHealth()).toVerifying().after(Duration.ofMinutes(5));
        return driven.seesServing().numbers(Driven.windowFrom(), window);
    }

    private static Verification.MetricCheck metric(Driven driven) {
        return Objects.requireNonNull(driven.core.verification().metric());
    }

    @Test
    void window_beginsAtTheFirstWholePeriodAfterSettling() {
        Driven driven = Driven.of(Worlds.badDeploy()).toSettling();

        driven.after(Duration.ofMinutes(3).plusSeconds(49)).woke();
        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);

        driven.after(1).woke();
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void metric_fourOfFivePoints_waitOnePeriodMoreAndAreEnough() {
        Driven driven = judged(Worlds.badDeploy(), 0.5, 0.5, 0.5, 0.5, GAP);
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);

        driven.after(60).woke();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(metric(driven).numbers().points()).isEqualTo(4);
    }

    @Test
    void metric_missingPointLeavesTooFewToTell_prolongsTheWindowByOne() {
        var world = Worlds.badDeploy().points(20, 4, 0.5).request(r -> r.withIncidentStart(Worlds.ago(4)));
        Driven driven = judged(world, 0.5, 0.5, 0.5, 0.5, GAP);
        driven.after(60).woke();
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);

        driven.seesServing().numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, GAP, 0.5);
        driven.after(60).woke();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(metric(driven).numbers().points()).isEqualTo(5);
    }

    @Test
    void metric_threeOfFivePoints_areInconclusiveAfterFiveMinutes() {
        Driven driven = judged(Worlds.badDeploy(), 0.5, 0.5, 0.5, GAP, GAP);

        driven.after(Duration.ofMinutes(5).minusSeconds(1)).woke();
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);

        driven.after(1).seesServing();
        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void metric_latePointWithinFiveMinutes_counts() {
        Driven driven = judged(Worlds.badDeploy(), 0.5, 0.5, 0.5, GAP, GAP);

        driven.after(Duration.ofMinutes(2)).numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    private static Instant endOfAWindow(Worlds world, long incidentPeriods) {
        return new Verifying(world.settings(), Worlds.NOW, fault(0, incidentPeriods)).to();
    }

    @Test
    void window_incidentOfThreePeriods_isSevenPeriods() {
        assertThat(endOfAWindow(Worlds.badDeploy(), 3)).isEqualTo(Worlds.NOW.plus(Duration.ofMinutes(7)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 4, 1_000_000})
    void window_incidentOfFewerOrMorePeriods_isFivePeriods(long periods) {
        assertThat(endOfAWindow(Worlds.badDeploy(), periods)).isEqualTo(Worlds.NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void window_noMetric_isTheRunbooks() {
        assertThat(endOfAWindow(Worlds.badDeploy().withoutMetric(), 3))
                .isEqualTo(Worlds.NOW.plus(Duration.ofMinutes(5)));
    }

    private static final Query HEALTH = new Query.Health(URI.create("https://payments.internal/health"));

    private static Verifying.Fault fault(int minutesAgo, long periods) {
        Sample none = Sample.of(Direction.HIGHER_IS_WORSE);
        var span = new MeasuredLevels.Span(Worlds.ago(minutesAgo), null);
        return new Verifying.Fault(
                new MeasuredLevels(none, none, null, span, null, Visibility.UNKNOWN), Worlds.NOW, periods);
    }

    private static List<Query> asked(Worlds world, int incidentMinutesAgo, int minute) {
        return new Verifying(world.settings(), Worlds.NOW, fault(incidentMinutesAgo, 5))
                .reads(Worlds.NOW.plus(Duration.ofMinutes(minute)));
    }

    private static Query theMetric(int fromMinutesAgo, int toMinute) {
        return new Query.Metric(
                Worlds.badDeploy().settings().metric().orElseThrow(),
                Worlds.ago(fromMinutesAgo),
                Worlds.NOW.plus(Duration.ofMinutes(toMinute)));
    }

    @Test
    void reads_windowStillOpen_areTheHealthAlone() {
        assertThat(asked(Worlds.badDeploy(), 18, 4)).containsExactly(HEALTH);
    }

    @Test
    void reads_windowOver_askTheMetricFromTheIncidentOn() {
        assertThat(asked(Worlds.badDeploy(), 18, 5)).containsExactly(HEALTH, theMetric(18, 5));
    }

    @Test
    void reads_incidentBeganDaysAgo_askTheMetricForADayAtMost() {
        assertThat(asked(Worlds.badDeploy(), 72 * 60, 5)).containsExactly(HEALTH, theMetric(24 * 60 - 5, 5));
    }

    @Test
    void reads_alarmOfAnotherMetric_askForThatToo() {
        assertThat(asked(alarmed(), 18, 5)).hasSize(3).last().asString().contains("HTTPCode_Target_5XX_Count");
    }

    /** An alarm of the load balancer has raised the incident: more than 50 errors in a minute. */
    private static Worlds alarmed() {
        var alarm = Incident.of("gateway-5xx")
                .withMetric(new Incident.Metric("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", Map.of()))
                .withReading(Statistic.SUM, Duration.ofMinutes(1))
                .withWorse(Direction.HIGHER_IS_WORSE)
                .withThreshold(50);
        return Worlds.badDeploy().request(r -> r.withIncident(alarm));
    }

    @ParameterizedTest(name = "{0} errors a minute: {1}")
    @CsvSource({"40, ROLLED_BACK", "60, NOT_RECOVERED"})
    void judged_alarmsOwnMetric_decidesToo(double errors, Outcome outcome) {
        Driven driven = Driven.of(alarmed().withoutHealth()).toVerifying();
        var points = IntStream.range(0, 9)
                .mapToObj(i -> new MetricPoint(Worlds.NOW.plus(Duration.ofMinutes(i)), errors))
                .toList();
        var query = alarmed().settings().incident().orElseThrow().query().orElseThrow();
        driven.after(Duration.ofMinutes(5))
                .seesServing()
                .answered(
                        new Query.Metric(query, Worlds.NOW, driven.now()),
                        Answer.Metric.of(query, new MetricSeries(points, true)));

        driven.numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(outcome);
    }

    @Test
    void metric_oneOfSevenPointsMissing_prolongsTheWindowByOne() {
        var world = Worlds.badDeploy().points(20, 3, 0.5).request(r -> r.withIncidentStart(Worlds.ago(3)));
        Driven driven = Driven.of(world.withoutHealth()).toVerifying().after(Duration.ofMinutes(8));

        driven.seesServing().numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5, GAP, 0.5);
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);
        driven.after(60).seesServing().numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5, GAP, 0.5, 0.5);

        assertThat(metric(driven).numbers().points()).isEqualTo(7);
        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
