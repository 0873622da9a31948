package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.ProviderException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyingTest {
    /** Judged by the metric alone, at the end of the window. */
    private static Driven judged(Worlds world, double... window) {
        Driven driven = Driven.of(world.withoutHealth()).toVerifying().after(Duration.ofMinutes(5));
        return driven.seesServing().numbers(Driven.windowFrom(), window);
    }

    private static Verification.MetricCheck metric(Driven driven) {
        return Objects.requireNonNull(driven.core.verification().metric());
    }

    private static Driven probed(HealthAnswer.Status... verdicts) {
        Driven driven = Driven.of(Worlds.badDeploy().withoutMetric()).toVerifying();
        for (HealthAnswer.Status verdict : verdicts) {
            driven.after(15).probed(verdict, verdict.name());
        }
        return driven.after(Duration.ofMinutes(5)).seesServing();
    }

    @Test
    void judged_goodNumbersAndHealth_isRolledBack() {
        Driven driven = Driven.of(Worlds.badDeploy()).toJudged(0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(driven.reason()).isNull();
        assertThat(driven.core.progress().verifiedAt()).hasValue(driven.now());
    }

    /** All is good at the end of the window, but since it was mitigated nobody has seen the service. */
    private static Driven blind(double mean) {
        return Driven.of(Worlds.badDeploy())
                .toVerifying()
                .after(Duration.ofMinutes(5))
                .failed(ProviderException.Kind.UNAVAILABLE)
                .healthy()
                .healthy()
                .healthy()
                .numbers(Driven.windowFrom(), mean, mean, mean, mean, mean);
    }

    @Test
    void judged_notSeenToServeSinceTheWindowEnded_waitsForALook() {
        Driven driven = blind(0.5);
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);

        driven.after(15).seesServing();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void judged_somebodyElsesDeploymentIsSeenAfterTheWindow_isSuperseded() {
        assertThat(blind(0.5).after(15).sees(Driven.of(Driven.foreign())).outcome())
                .isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void judged_neverSeenAgain_isUnverifiedAfterFiveMinutesAndSaysWhy() {
        Driven driven = blind(0.5).after(Duration.ofMinutes(5)).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        assertThat(driven.core.ending().detail())
                .contains("not seen to serve after the window", "last seen at 2026-03-01T12:00:10Z", "no answer");
    }

    @Test
    void judged_neverSeenAgainAndBad_isNotRecoveredAndSaysSo() {
        Driven driven = blind(8).after(Duration.ofMinutes(5)).failed(ProviderException.Kind.UNAVAILABLE);

        assertThat(driven.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(driven.core.ending().detail()).contains("error rate 8", "not seen to serve after the window");
    }

    @Test
    void metric_limit_isTheBaselineAndAPercentagePointWhereThatIsLess() {
        Driven driven = judged(Worlds.badDeploy().points(18, 0, 8.5), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(metric(driven).numbers().baseline()).isEqualTo(0.5);
        assertThat(metric(driven).numbers().incident()).isCloseTo(8.5, within(1e-9));
        assertThat(metric(driven).numbers().threshold()).isCloseTo(1.5, within(1e-9));
    }

    @ParameterizedTest(name = "mean {0}: {1}")
    @CsvSource({"1.49, GOOD", "1.51, BAD"})
    void metric_meanOfTheWindow_mustNotExceedTheLimit(double mean, Verdict verdict) {
        Driven driven = judged(Worlds.badDeploy().points(18, 0, 8.5), mean, mean, mean, mean, mean);

        assertThat(metric(driven).verdict()).isEqualTo(verdict);
    }

    @Test
    void metric_bad_isNotRecovered() {
        Driven driven = judged(Worlds.badDeploy(), 8, 8, 8, 8, 8);

        assertThat(driven.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(driven.reason()).isEqualTo(Reason.ERROR_RATE_HIGH);
    }

    @Test
    void metric_noiseAboveAQuarterOfTheFault_thatQuarterIsTheLimit() {
        Driven driven = judged(Worlds.badDeploy().points(80, 70, 3.0).points(18, 0, 8.5), 2.8, 2.8, 2.8, 2.8, 2.8);

        assertThat(metric(driven).numbers().threshold()).isEqualTo(2.8125);
        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void metric_maxErrorRateBelowTheLimit_isTheLimit() {
        Driven driven = judged(Worlds.badDeploy().request(r -> r.withMaxErrorRate(0.6)), 0.7, 0.7, 0.7, 0.7, 0.7);

        assertThat(metric(driven).numbers().threshold()).isEqualTo(0.6);
        assertThat(driven.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
    }

    @Test
    void metric_maxErrorRateAboveTheLimit_doesNotRaiseIt() {
        Driven driven = judged(Worlds.badDeploy().request(r -> r.withMaxErrorRate(50)), 4, 4, 4, 4, 4);

        assertThat(driven.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
    }

    @Test
    void metric_noUsableBaseline_isInconclusive() {
        Driven driven = judged(Worlds.badDeploy().withoutPoints(24 * 60, 20), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void metric_noUsableBaseline_maxErrorRateAloneDecides() {
        var world = Worlds.badDeploy().withoutPoints(24 * 60, 20).request(r -> r.withMaxErrorRate(1));

        assertThat(judged(world, 0.5, 0.5, 0.5, 0.5, 0.5).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void metric_noWholePeriodBeforeTheWrite_isMeasuredUpToMitigated() {
        Driven driven = Driven.of(Worlds.calmUntil(17)
                        .points(17, 0, Worlds.CALM)
                        .deployed(40, 600)
                        .deployed(41, 300)
                        .deployed(42, 3)
                        .request(r -> r.withIncidentStart(Worlds.NOW)))
                .toRollingOut()
                .after(Duration.ofMinutes(2));
        driven.seesServing().seesImages(Worlds.revision(41)).after(5).seesServing();
        driven.after(Duration.ofMinutes(4))
                .woke()
                .after(Duration.ofMinutes(6))
                .seesServing()
                .healthy()
                .healthy()
                .healthy();
        driven.numbers(Worlds.NOW, 9, 7, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(driven.core.verification().metric())
                .satisfies(m -> assertThat(m.numbers().incident()).isEqualTo(8.0));
    }

    @Test
    void metric_incidentNotShown_isMetricBlind() {
        Driven driven = judged(Worlds.badDeploy().points(24 * 60, 0, 0.5), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.METRIC_BLIND);
    }

    @Test
    void health_lastThreeHealthyAndFourOfFive_isGood() {
        Driven driven = probed(
                HealthAnswer.Status.UNHEALTHY,
                HealthAnswer.Status.HEALTHY,
                HealthAnswer.Status.HEALTHY,
                HealthAnswer.Status.HEALTHY,
                HealthAnswer.Status.HEALTHY);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void health_unhealthyForMostOfTheWindow_isInconclusive() {
        Driven driven = probed(
                HealthAnswer.Status.UNHEALTHY,
                HealthAnswer.Status.UNHEALTHY,
                HealthAnswer.Status.HEALTHY,
                HealthAnswer.Status.HEALTHY,
                HealthAnswer.Status.HEALTHY);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
    }

    @Test
    void health_lastThreeUnhealthy_isNotRecovered() {
        Driven driven = probed(
                HealthAnswer.Status.HEALTHY,
                HealthAnswer.Status.UNHEALTHY,
                HealthAnswer.Status.UNHEALTHY,
                HealthAnswer.Status.UNHEALTHY);

        assertThat(driven.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(driven.reason()).isEqualTo(Reason.UNHEALTHY);
    }

    @Test
    void health_lastThreeDisagree_isInconclusive() {
        Driven driven = probed(HealthAnswer.Status.HEALTHY, HealthAnswer.Status.UNHEALTHY, HealthAnswer.Status.HEALTHY);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void health_lastThreeInconclusive_isInconclusive() {
        Driven driven = probed(
                HealthAnswer.Status.INCONCLUSIVE, HealthAnswer.Status.INCONCLUSIVE, HealthAnswer.Status.INCONCLUSIVE);

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
    }

    @Test
    void health_neverAnswered_isInconclusiveFiveMinutesAfterTheWindow() {
        Driven driven = Driven.of(Worlds.badDeploy()).toVerifying().after(Duration.ofMinutes(5));
        driven.numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);

        driven.after(Duration.ofMinutes(5)).seesServing();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
    }

    @ParameterizedTest(name = "health {0}, metric {1}: {2}")
    @CsvSource({
        "HEALTHY, 0.5, ROLLED_BACK",
        "HEALTHY, 8, NOT_RECOVERED",
        "UNHEALTHY, 0.5, NOT_RECOVERED",
        "INCONCLUSIVE, 0.5, ROLLED_BACK_UNVERIFIED",
        "INCONCLUSIVE, 8, NOT_RECOVERED"
    })
    void together_theWorseOneDecides(HealthAnswer.Status health, double mean, Outcome outcome) {
        Driven driven = Driven.of(Worlds.badDeploy()).toVerifying().after(Duration.ofMinutes(5));

        driven.seesServing().probed(health, "x").probed(health, "x").probed(health, "x");
        driven.numbers(Driven.windowFrom(), mean, mean, mean, mean, mean);

        assertThat(driven.outcome()).isEqualTo(outcome);
    }

    @Test
    void checks_bothLacking_isUnverified() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutHealth().withoutMetric())
                .toVerifying()
                .after(Duration.ofMinutes(5))
                .seesServing();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.NO_CHECKS);
    }

    @Test
    void metric_incidentsMinutesAreCorrectedLater_theirNewNumbersCount() {
        Driven driven =
                Driven.of(Worlds.badDeploy().withoutHealth()).toVerifying().after(Duration.ofMinutes(5));
        driven.seesServing()
                .numbers(
                        Worlds.ago(18), DoubleStream.generate(() -> 9).limit(18).toArray());

        driven.numbers(Driven.windowFrom(), 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(metric(driven).numbers().incident()).isEqualTo(9.0);
    }

    @Test
    void checks_healthIsGoodAndTheMetricIsNotUnderstood_isUnverified() {
        Driven driven = Driven.of(Worlds.badDeploy().withoutMetric().withUnreadMetric("--statistics p99"))
                .toVerifying()
                .healthy()
                .healthy()
                .healthy()
                .after(Duration.ofMinutes(5))
                .seesServing();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.NO_DATA);
    }

    @ParameterizedTest(name = "mean {0}: {1}")
    @CsvSource({"0.5, ROLLED_BACK_UNVERIFIED", "8, NOT_RECOVERED"})
    void checks_aSecondMetricIsNotJudged_leavesTheFirstAtBestUnverified(double mean, Outcome outcome) {
        Worlds world = Worlds.badDeploy().withUnreadMetric("a second metric");

        assertThat(judged(world, mean, mean, mean, mean, mean).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"HEALTHY, ROLLED_BACK_UNVERIFIED", "UNHEALTHY, NOT_RECOVERED"})
    void checks_aSecondHealthCheckIsNotMade_leavesTheFirstAtBestUnverified(HealthAnswer.Status seen, Outcome outcome) {
        Driven driven = Driven.of(Worlds.badDeploy().withoutMetric().withUnreadHealth("a second address"))
                .toVerifying()
                .after(Duration.ofMinutes(5));
        driven.probed(seen, "x").probed(seen, "x").probed(seen, "x").seesServing();

        assertThat(driven.outcome()).isEqualTo(outcome);
    }
}
