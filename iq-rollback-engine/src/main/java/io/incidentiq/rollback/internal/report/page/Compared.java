package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.evidence.Window;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.ShareUnit;
import io.incidentiq.rollback.internal.verdict.Band;
import io.incidentiq.rollback.internal.verdict.Traffic;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the metric showed before, during and after, in its own unit; null where it isn't known.
 *
 * @param midpoint what the window must be shown to be better than
 * @param limit what the window's level must not exceed
 */
record Compared(
        Stretch before,
        Stretch during,
        Stretch after,
        @Nullable Double midpoint,
        @Nullable Double limit) {
    private static final Compared NOTHING = new Compared(Stretch.UNKNOWN, Stretch.UNKNOWN, Stretch.UNKNOWN, null, null);

    /** A level, and what it rests on. */
    record Stretch(
            @Nullable Double level,
            @Nullable Range range,
            int periods,
            @Nullable Double requests) {
        static final Stretch UNKNOWN = new Stretch(null, null, 0, null);

        static Stretch of(Sample sample, Traffic baseline, @Nullable ShareUnit unit) {
            Traffic events = sample.traffic().orElse(null);
            return new Stretch(
                    NumberFormat.boxed(sample.level()),
                    events == null || unit == null || events.total() <= 0
                            ? null
                            : Range.of(Band.of(events, baseline), unit),
                    sample.size(),
                    events == null ? null : (Double) events.total());
        }
    }

    /** Where the level itself lies in 95 of 100 cases. */
    record Range(double low, double high) {
        private static Range of(Band band, ShareUnit unit) {
            double one = unit.value(band.low());
            double other = unit.value(band.high());
            return new Range(Math.min(one, other), Math.max(one, other));
        }

        /** Returns the range that the chance of counting gives one point; null where events aren't counted. */
        static @Nullable Range of(MetricPoint point, @Nullable ShareUnit unit) {
            Counts counts = point.counts();
            if (counts == null || counts.total() <= 0 || unit == null) {
                return null;
            }
            Traffic events = Traffic.of(new double[] {counts.bad()}, new double[] {counts.total()});
            return of(Band.ofCounting(events), unit);
        }
    }

    static Compared of(RollbackReport report, PlannedRollback plan, KeptEvidence evidence) {
        MeasuredLevels measured = plan.measured().orElse(null);
        MetricCheck check = report.verification().metric();
        if (measured == null) {
            return NOTHING;
        }
        Sample baseline = measured.baseline();
        Sample incident = incident(report.progress(), plan, evidence);
        Sample window = window(plan.settings(), evidence);
        Traffic usual = baseline.traffic().orElse(Traffic.none());
        ShareUnit unit = plan.settings().unit().orElse(null);
        return new Compared(
                baseline.usable() ? Stretch.of(baseline, usual, unit) : Stretch.UNKNOWN,
                Stretch.of(incident, usual, unit),
                Stretch.of(window, usual, unit),
                midpoint(plan.settings(), baseline, incident),
                check == null ? null : check.numbers().threshold());
    }

    private static Sample incident(Progress progress, PlannedRollback plan, KeptEvidence evidence) {
        MeasuredLevels measured = plan.measured().orElseThrow();
        Instant until = measured.span().until();
        Instant left = progress.sentAt().or(progress::mitigatedAt).orElse(plan.plannedAt());
        Instant to = until != null && until.isBefore(left) ? until : left;
        Sample whole =
                between(plan.settings(), evidence.metric(), measured.span().from(), to);
        return whole.size() < measured.incident().size() ? measured.incident() : whole;
    }

    private static Sample window(Settings settings, KeptEvidence evidence) {
        Window window = evidence.window();
        return window == null
                ? Sample.of(List.of(), settings.worse().value())
                : between(settings, evidence.metric(), window.from(), window.to());
    }

    private static Sample between(Settings settings, List<MetricPoint> points, Instant from, Instant to) {
        List<MetricPoint> whole = points.stream()
                .filter(p -> !p.start().isBefore(from))
                .filter(p -> !p.start().plus(settings.period()).isAfter(to))
                .toList();
        return settings.sample(whole);
    }

    private static @Nullable Double midpoint(Settings settings, Sample baseline, Sample incident) {
        if (baseline.traffic().isEmpty() || incident.traffic().isEmpty()) {
            return NumberFormat.boxed(Sample.midpoint(baseline, incident));
        }
        Double halfway = settings.recovery(baseline, incident)
                .judge(Traffic.none())
                .levels()
                .halfway();
        return halfway == null ? null : (Double) settings.unit().orElseThrow().value(halfway);
    }
}
