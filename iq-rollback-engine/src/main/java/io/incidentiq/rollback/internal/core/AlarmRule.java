package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.procedure.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The metric that raised the alarm must be on the good side of the alarm's threshold, too, by the alarm's own periods that began after
 * settle ({@code docs/judgement.md}, verified).
 */
record AlarmRule(MetricQuery metric, Threshold threshold, Direction worse, Instant settledAt) {
    /** @param included whether the alarm goes off at the value itself */
    record Threshold(double value, boolean included) {}

    static Optional<AlarmRule> of(Settings settings, Instant settledAt) {
        return settings.incident()
                .flatMap(i -> i.query()
                        .flatMap(q -> i.threshold()
                                .flatMap(t -> i.worse()
                                        .map(w -> new AlarmRule(
                                                q, new Threshold(t, i.thresholdIncluded()), w, settledAt)))));
    }

    Query.Metric reads(Instant now) {
        return new Query.Metric(
                metric, InstantFormat.floor(settledAt, metric.period()), InstantFormat.floor(now, metric.period()));
    }

    /** Returns {@code check} with what the alarm's metric shows; a period that hasn't ended yet is said and not judged. */
    MetricCheck after(MetricCheck check, Facts facts, Instant windowEnd) {
        List<MetricPoint> points =
                facts.series(metric).wholePeriods(metric.period(), settledAt, windowEnd.plus(metric.period()));
        Sample sample = Sample.of(points, worse);
        if (sample.size() == 0) {
            String note = "no period of the alarm's metric has ended since";
            return new MetricCheck(
                    check.verdict(),
                    check.numbers(),
                    check.reason(),
                    check.note().isEmpty() ? note : check.note() + "; " + note);
        }
        double level = sample.level().orElseThrow();
        boolean good = !worse.worse(level, threshold.value) && !(threshold.included && level == threshold.value);
        return good || check.verdict() == Verdict.BAD
                ? check
                : new MetricCheck(
                        Verdict.BAD,
                        check.numbers(),
                        Reason.ERROR_RATE_HIGH,
                        "the alarm's metric %s is at %s, on the bad side of its threshold %s"
                                .formatted(
                                        metric.name(), NumberFormat.text(level), NumberFormat.text(threshold.value)));
    }
}
