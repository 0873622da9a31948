package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.fact.SeriesMeasure;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.ShareUnit;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.internal.verdict.Looks;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.procedure.Direction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the proof's answers become in a report. The metric is in percent. */
class CountedRecoveryTest {
    private static final Settings PLAIN = Worlds.badDeploy().settings();

    /** So many minutes with so many requests each, so many of them failed in all, spread evenly. */
    private static Sample sample(Direction worse, int minutes, int requests, int failed) {
        return Sample.of(
                IntStream.range(0, minutes)
                        .mapToObj(i -> point(worse, i, requests, failed * (i + 1) / minutes - failed * i / minutes))
                        .toList(),
                new ShareUnit(100, worse));
    }

    private static MetricPoint point(Direction worse, int minute, int requests, int failed) {
        double bad = 100.0 * failed / requests;
        return new MetricPoint(Worlds.ago(1000 - minute), worse == Direction.HIGHER_IS_WORSE ? bad : 100 - bad)
                .withCounts(new Counts(failed, requests));
    }

    private static Sample errors(int minutes, int requests, int failed) {
        return sample(Direction.HIGHER_IS_WORSE, minutes, requests, failed);
    }

    private static MetricCheck judge(Settings settings, Sample baseline, Sample incident, Sample window) {
        return judge(settings, Looks.between(5, 30), baseline, incident, window);
    }

    private static MetricCheck judge(Settings settings, Looks looks, Sample baseline, Sample incident, Sample window) {
        var percent = new SeriesMeasure(settings.metric().orElseThrow(), 100, false);
        return new CountedRecovery(settings.measuredBy(percent), Visibility.UNKNOWN, baseline, incident, window, looks)
                .judge();
    }

    @Test
    void back_isGoodWithTheLevelsInTheMetricsUnit() {
        MetricCheck check = judge(PLAIN, errors(60, 200, 60), errors(10, 200, 160), errors(5, 200, 5));

        assertThat(check.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(check.numbers().baseline()).isCloseTo(0.5, within(1e-9));
        assertThat(check.numbers().incident()).isCloseTo(8, within(1e-9));
        assertThat(check.numbers().observed()).isCloseTo(0.5, within(1e-9));
        assertThat(check.numbers().threshold()).isBetween(1.0, 2.5);
        assertThat(check.numbers().points()).isEqualTo(5);
    }

    @Test
    void back_whereLowerIsWorse_isGoodToo() {
        MetricCheck check = judge(
                Worlds.badDeploy()
                        .request(r -> r.withWorse(Direction.LOWER_IS_WORSE))
                        .settings(),
                sample(Direction.LOWER_IS_WORSE, 60, 200, 60),
                sample(Direction.LOWER_IS_WORSE, 10, 200, 160),
                sample(Direction.LOWER_IS_WORSE, 5, 200, 5));

        assertThat(check.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(check.numbers().baseline()).isCloseTo(99.5, within(1e-9));
        assertThat(check.numbers().threshold()).isBetween(97.5, 99.0);
    }

    @Test
    void nothingChanged_isBad() {
        MetricCheck check = judge(PLAIN, errors(60, 200, 60), errors(10, 200, 160), errors(5, 200, 80));

        assertThat(check.verdict()).isEqualTo(Verdict.BAD);
        assertThat(check.reason()).isEqualTo(Reason.ERROR_RATE_HIGH);
    }

    @Test
    void callersLimit_mustHoldToo() {
        Settings strict =
                Worlds.badDeploy().request(r -> r.withMaxErrorRate(0.4)).settings();

        assertThat(judge(strict, errors(60, 200, 60), errors(10, 200, 160), errors(5, 200, 5))
                        .verdict())
                .isNotEqualTo(Verdict.GOOD);
    }

    @Test
    void noErrorBefore_callersLimitIsStillInPercent() {
        Settings strict =
                Worlds.badDeploy().request(r -> r.withMaxErrorRate(0.5)).settings();

        assertThat(judge(strict, errors(60, 200, 0), errors(10, 200, 160), errors(5, 200, 9))
                        .verdict())
                .as("0.9 % against 0.5 %")
                .isNotEqualTo(Verdict.GOOD);
        assertThat(judge(PLAIN, errors(60, 200, 0), errors(10, 200, 160), errors(5, 200, 0))
                        .numbers()
                        .incident())
                .isCloseTo(8, within(1e-9));
    }

    @Test
    void tooFewRequestsToTell_isInconclusiveForThatReason() {
        MetricCheck check = judge(PLAIN, Looks.between(5, 5), errors(60, 20, 12), errors(10, 20, 16), errors(5, 20, 1));

        assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(check.reason()).isEqualTo(Reason.TOO_LITTLE_TRAFFIC);
        assertThat(check.note())
                .isEqualTo(
                        "not shown to be better than during the incident: 20 requests a period are too few to show it");
    }

    @Test
    void aLittleBeyondTheLimit_isImprovedAndNotBack() {
        MetricCheck check = judge(PLAIN, errors(60, 200, 60), errors(10, 200, 160), errors(30, 200, 100));

        assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(check.note()).contains("improved, not shown to be back");
        assertThat(check.reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void incidentDoesntShow_isBlind() {
        assertThat(judge(PLAIN, errors(60, 200, 60), errors(10, 200, 10), errors(5, 200, 5))
                        .reason())
                .isEqualTo(Reason.METRIC_BLIND);
    }

    @Test
    void noBaseline_isNoData() {
        MetricCheck check = judge(PLAIN, errors(3, 200, 3), errors(10, 200, 160), errors(5, 200, 5));

        assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(check.note()).contains("nothing is known");
    }
}
