package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The metric that raised the alarm must be on the good side of its threshold, too. */
class AlarmRuleTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Instant SETTLED = Worlds.NOW.plus(Duration.ofMinutes(4));
    private static final MetricCheck GOOD = new MetricCheck(Verdict.GOOD, MetricCheck.SampleStatistics.NONE, null, "");

    private static Incident alarm() {
        return Incident.of("gateway-5xx")
                .withMetric(new Incident.Metric("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", Map.of()))
                .withReading(Statistic.SUM, FIVE_MINUTES)
                .withWorse(Direction.HIGHER_IS_WORSE)
                .withThreshold(50);
    }

    private static AlarmRule rule() {
        return AlarmRule.of(
                        Worlds.badDeploy().request(r -> r.withIncident(alarm())).settings(), SETTLED)
                .orElseThrow();
    }

    private static MetricCheck judged(double... periodsSinceNow) {
        var points = new ArrayList<MetricPoint>();
        for (int i = 0; i < periodsSinceNow.length; i++) {
            points.add(new MetricPoint(Worlds.NOW.plus(FIVE_MINUTES.multipliedBy(i)), periodsSinceNow[i]));
        }
        var facts = new Facts();
        facts.learn(
                Worlds.NOW,
                rule().reads(Worlds.NOW.plusSeconds(1_200)),
                Answer.Metric.of(rule().metric(), new MetricSeries(points, true)));
        return rule().after(GOOD, facts, SETTLED.plus(Duration.ofMinutes(6)));
    }

    @Test
    void goodSideOfTheThreshold_changesNothing() {
        assertThat(judged(400, 12, 9).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void badSideOfTheThreshold_isBadAndSaysSo() {
        MetricCheck check = judged(400, 80, 90);

        assertThat(check.verdict()).isEqualTo(Verdict.BAD);
        assertThat(check.note()).contains("HTTPCode_Target_5XX_Count is at 85.0", "threshold 50.0");
    }

    @Test
    void periodThatBeganBeforeSettle_isNotJudged() {
        assertThat(judged(400).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void noPeriodHasEndedYet_isSaidAndNotJudged() {
        assertThat(judged().note()).isEqualTo("no period of the alarm's metric has ended since");
    }

    @Test
    void alarmOfSeveralMetrics_isNotJudged() {
        Incident several = alarm().withMetric(new Incident.Metric("App", "Latency", Map.of()));

        assertThat(AlarmRule.of(
                        Worlds.badDeploy().request(r -> r.withIncident(several)).settings(), SETTLED))
                .isEmpty();
    }

    @Test
    void whatIsBadAnyway_staysWhatItIs() {
        var bad = new MetricCheck(Verdict.BAD, MetricCheck.SampleStatistics.NONE, null, "worse than before");
        var facts = new Facts();
        facts.learn(
                Worlds.NOW,
                rule().reads(Worlds.NOW.plusSeconds(1_200)),
                Answer.Metric.of(
                        rule().metric(),
                        new MetricSeries(List.of(new MetricPoint(Worlds.NOW.plusSeconds(300), 90)), true)));

        assertThat(rule().after(bad, facts, SETTLED.plus(Duration.ofMinutes(6))))
                .isEqualTo(bad);
    }

    @Test
    void atTheThreshold_isBadOnlyWhereTheAlarmGoesOffThere() {
        var at = new AlarmRule.Threshold(50, false);
        var reached = new AlarmRule.Threshold(50, true);
        var facts = new Facts();
        facts.learn(
                Worlds.NOW,
                rule().reads(Worlds.NOW.plusSeconds(1_200)),
                Answer.Metric.of(
                        rule().metric(),
                        new MetricSeries(List.of(new MetricPoint(Worlds.NOW.plusSeconds(300), 50)), true)));
        Instant end = SETTLED.plus(Duration.ofMinutes(6));

        assertThat(new AlarmRule(rule().metric(), at, Direction.HIGHER_IS_WORSE, SETTLED)
                        .after(GOOD, facts, end)
                        .verdict())
                .isEqualTo(Verdict.GOOD);
        assertThat(new AlarmRule(rule().metric(), reached, Direction.HIGHER_IS_WORSE, SETTLED)
                        .after(GOOD, facts, end)
                        .verdict())
                .isEqualTo(Verdict.BAD);
    }
}
