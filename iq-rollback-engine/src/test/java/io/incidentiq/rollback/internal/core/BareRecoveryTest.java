package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.procedure.Direction;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Is the service shown to be back? One look at bare rates. */
class BareRecoveryTest {
    private static final double[] BASELINE =
            DoubleStream.generate(() -> 0.5).limit(60).toArray();
    private static final double[] INCIDENT =
            DoubleStream.generate(() -> 8.0).limit(13).toArray();

    private static Sample sample(Direction worse, double... values) {
        return Sample.of(
                IntStream.range(0, values.length)
                        .mapToObj(i -> new MetricPoint(Worlds.ago(values.length - i), values[i]))
                        .toList(),
                worse);
    }

    private static double[] five(double value) {
        return new double[] {value, value, value, value, value};
    }

    private static MetricCheck judge(double[] baseline, double[] incident, double... window) {
        return judge(Worlds.badDeploy().settings(), baseline, incident, window);
    }

    private static MetricCheck judge(Settings settings, double[] baseline, double[] incident, double... window) {
        Direction worse = settings.worse().value();
        return new BareRecovery(
                        settings,
                        Visibility.UNKNOWN,
                        sample(worse, baseline),
                        sample(worse, incident),
                        sample(worse, window))
                .judge(4);
    }

    @Test
    void backAtTheBaseline_isGood() {
        assertThat(judge(BASELINE, INCIDENT, five(0.5)).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void nothingChanged_isBad() {
        MetricCheck check = judge(BASELINE, INCIDENT, five(8));

        assertThat(check.verdict()).isEqualTo(Verdict.BAD);
        assertThat(check.reason()).isEqualTo(Reason.ERROR_RATE_HIGH);
    }

    @Test
    void halfOfTheFaultIsLeft_isBad() {
        assertThat(judge(BASELINE, INCIDENT, five(4)).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void worseThanTheLimitWithinTheNoise_isInconclusive() {
        double[] noisy = DoubleStream.iterate(0.1, v -> v >= 1.1 ? 0.1 : v + 0.1)
                .limit(60)
                .toArray();

        assertThat(judge(noisy, INCIDENT, 2.4, 1.9, 1.4, 1.5, 1.8).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(noisy, INCIDENT, 3.4, 2.9, 2.4, 2.5, 2.8).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void aFaultOfHundredTimes_doesNotAcceptATenthOfIt() {
        double[] half = DoubleStream.generate(() -> 50).limit(13).toArray();

        MetricCheck check = judge(BASELINE, half, five(12));

        assertThat(check.verdict()).isEqualTo(Verdict.BAD);
        assertThat(check.numbers().threshold()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void improvedButNotShownToBeBack_isInconclusive() {
        MetricCheck check = judge(BASELINE, INCIDENT, 0.5, 0.5, 0.5, 0.5, 8);

        assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(check.note()).isEqualTo("improved, not shown to be back");
    }

    @Test
    void lowWindowAmongNoisyIncidentPeriods_isInconclusive() {
        double[] noisy = {0.4, 0.6, 9, 0.5, 0.3, 9, 9, 9, 9, 9, 9};

        assertThat(judge(BASELINE, noisy, five(0.5)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void incidentUnknown_windowNotWorseThanTwiceTheAllowance_isGood() {
        MetricCheck check = judge(BASELINE, new double[] {8}, five(0.6));

        assertThat(check.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(check.numbers().threshold()).isEqualTo(1.5);
    }

    @Test
    void incidentUnknown_windowFarAbove_isBad() {
        assertThat(judge(BASELINE, new double[] {8}, five(6)).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void incidentNotVisible_isMetricBlind() {
        MetricCheck check = judge(BASELINE, five(0.5), five(0.5));

        assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(check.reason()).isEqualTo(Reason.METRIC_BLIND);
    }

    @Test
    void noBaseline_isInconclusive() {
        assertThat(judge(new double[] {0.5, 0.5, 0.5, 0.5}, INCIDENT, five(0.5)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void noBaseline_theCallersLimitAloneDecides() {
        Settings limited =
                Worlds.badDeploy().request(r -> r.withMaxErrorRate(1)).settings();

        assertThat(judge(limited, new double[0], INCIDENT, five(0.9)).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(judge(limited, new double[0], INCIDENT, five(1.1)).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void callersLimitAboveTheOwn_loosensNothing() {
        Settings generous =
                Worlds.badDeploy().request(r -> r.withMaxErrorRate(100)).settings();

        assertThat(judge(generous, BASELINE, INCIDENT, five(4)).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void tooFewPeriods_isInconclusive() {
        assertThat(judge(BASELINE, INCIDENT, 0.5, 0.5, 0.5).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void lowerIsWorse_backAtTheBaseline_isGood() {
        Settings lower = Worlds.badDeploy()
                .request(r -> r.withWorse(Direction.LOWER_IS_WORSE))
                .settings();
        double[] success = DoubleStream.generate(() -> 99.6).limit(60).toArray();
        double[] failing = DoubleStream.generate(() -> 91.5).limit(13).toArray();

        assertThat(judge(lower, success, failing, five(99.5)).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(judge(lower, success, failing, five(99.5)).numbers().threshold())
                .isCloseTo(98.6, within(1e-9));
        assertThat(judge(lower, success, failing, five(96)).verdict()).isEqualTo(Verdict.BAD);
    }

    private static Settings lowerIsWorse() {
        return Worlds.badDeploy()
                .request(r -> r.withWorse(Direction.LOWER_IS_WORSE))
                .settings();
    }

    @Test
    void lowerIsWorseAndNoShare_aDeadServiceIsNeverBack() {
        double[] throughput = DoubleStream.generate(() -> 1_000).limit(60).toArray();

        for (double[] incident : new double[][] {{}, {400}, {400, 380}, five(400)}) {
            assertThat(judge(lowerIsWorse(), throughput, incident, five(0)).verdict())
                    .isEqualTo(Verdict.BAD);
        }
    }

    @Test
    void lowerIsWorseAndNoShare_incidentUnknown_backAtTheBaselineIsGood() {
        double[] throughput = DoubleStream.generate(() -> 1_000).limit(60).toArray();

        MetricCheck check = judge(lowerIsWorse(), throughput, new double[] {400}, five(980));

        assertThat(check.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(check.numbers().threshold()).isCloseTo(500, within(1e-9));
    }

    @Test
    void noBaseline_theCallersLimitMustNotHideThatNothingChanged() {
        Settings generous =
                Worlds.badDeploy().request(r -> r.withMaxErrorRate(10)).settings();

        assertThat(judge(generous, new double[0], INCIDENT, five(8)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void incidentOfThreePeriodsAgainstASmallBaseline_isUnknownRatherThanBlind() {
        assertThat(judge(five(0.5), new double[] {8, 8, 8}, five(0.5)).reason()).isNotEqualTo(Reason.METRIC_BLIND);
    }

    /** Traffic so thin that chance is louder than the fault: 40 requests a minute, 1 % before, 3 % during and after. */
    @Test
    void nothingChangedInLittleTraffic_isHardlyEverGood() {
        int good = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            MetricCheck check = judge(rates(random, 60, 0.01), rates(random, 30, 0.03), rates(random, 5, 0.03));
            good += check.verdict() == Verdict.GOOD ? 1 : 0;
        }

        assertThat(good).isLessThanOrEqualTo(10);
    }

    private static double[] rates(Random random, int periods, double share) {
        return IntStream.range(0, periods)
                .mapToDouble(i -> 100.0
                        * IntStream.range(0, 40)
                                .filter(r -> random.nextDouble() < share)
                                .count()
                        / 40)
                .toArray();
    }

    @Test
    void noBaselineAndAnIncidentOfThreePeriods_mustBeShownBetterThanIt() {
        Settings generous =
                Worlds.badDeploy().request(r -> r.withMaxErrorRate(10)).settings();

        assertThat(judge(generous, new double[0], new double[] {8, 8, 8}, five(8))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static double[] often(double... values) {
        return IntStream.range(0, 60)
                .mapToDouble(i -> values[i % values.length])
                .toArray();
    }

    @Test
    void incidentUnknown_baselineAboveAPercentagePoint_asMuchAgainIsTheLimit() {
        MetricCheck check = judge(often(3), new double[] {30}, five(3.1));

        assertThat(check.numbers().threshold()).isCloseTo(6, within(1e-9));
        assertThat(check.verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void incidentUnknown_windowJustWithinTheLimit_isGoodAndJustBeyondItBad() {
        double[] unknown = {30};

        assertThat(judge(often(3), unknown, five(5.9)).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(judge(often(3), unknown, five(6.1)).verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void lowerIsWorseAndAShare_incidentUnknown_asMuchAgainMayBeMissing() {
        MetricCheck check = judge(lowerIsWorse(), often(97), new double[] {60}, five(96));

        assertThat(check.numbers().threshold()).isCloseTo(94, within(1e-9));
        assertThat(check.verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void lowerIsWorseAndNoShare_noiseNeverAllowsForLessThanAQuarter() {
        MetricCheck check = judge(lowerIsWorse(), often(1_900, 100), new double[] {90}, five(300));

        assertThat(check.numbers().threshold()).isCloseTo(250, within(1e-9));
    }
}
