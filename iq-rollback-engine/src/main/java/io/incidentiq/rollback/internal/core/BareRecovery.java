package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.procedure.Direction;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Is the service shown to be back? One look at bare rates: before, during, after ({@code docs/judgement.md}, verified).
 *
 * @param planned whether the plan saw the incident
 * @param baseline how it does on the target; one that isn't usable has no say
 * @param incident the whole periods of the fault
 * @param window the whole periods that are judged
 */
record BareRecovery(Settings settings, Visibility planned, Sample baseline, Sample incident, Sample window) {
    /**
     * Judges bare rates.
     *
     * @param enough how many periods of the window make it one
     */
    MetricCheck judge(long enough) {
        Double observed = NumberFormat.boxed(window.level());
        Double limit = limit();
        if (observed == null || window.size() < enough) {
            return check(Verdict.INCONCLUSIVE, Reason.NO_DATA, "too few periods of the window have data");
        }
        if (limit == null) {
            return check(
                    Verdict.INCONCLUSIVE, Reason.NO_DATA, "nothing is known of how the service does without a fault");
        }
        if (exceedsTheCallers(observed)) {
            return check(Verdict.BAD, Reason.ERROR_RATE_HIGH, "worse than the limit that was set");
        }
        if (!baseline.usable()) {
            boolean improved = incident.size() < Visibility.LEAST_PERIODS || window.shownBetterThan(incident);
            return improved
                    ? check(Verdict.GOOD, null, "")
                    : check(Verdict.INCONCLUSIVE, Reason.NO_DATA, "not shown to be better than during the incident");
        }
        return switch (visibility()) {
            case HIDDEN -> check(Verdict.INCONCLUSIVE, Reason.METRIC_BLIND, "the metric does not show this incident");
            case VISIBLE -> shown(observed, limit, window.shownBetterThan(incident));
            case UNKNOWN -> shown(observed, limit, isKnown() ? window.shownBetterThan(incident) : isWithinTwice());
        };
    }

    private MetricCheck shown(double observed, double limit, boolean shownBetter) {
        boolean within = !window.worse(observed, limit);
        if (within && shownBetter) {
            return check(Verdict.GOOD, null, "");
        }
        if (!within && window.shownWorseThan(baseline.movedTo(limit))) {
            return check(Verdict.BAD, Reason.ERROR_RATE_HIGH, "worse than before the incident");
        }
        return check(
                Verdict.INCONCLUSIVE,
                Reason.NO_DATA,
                shownBetter
                        ? "improved, not shown to be back"
                        : "not shown to be better than during the incident; counts of requests would tell more");
    }

    /** An incident of three periods or more is compared with, however few tell whether it is visible. */
    private boolean isKnown() {
        return incident.size() >= Visibility.LEAST_PERIODS;
    }

    private boolean isWithinTwice() {
        return window.shownBetterThan(baseline.movedTo(beyond(2)));
    }

    /** What the plan saw stays seen; what it didn't may have shown since. */
    private Visibility visibility() {
        return planned == Visibility.VISIBLE ? planned : Visibility.of(incident, baseline);
    }

    private boolean exceedsTheCallers(double observed) {
        return settings.request()
                .maxErrorRate()
                .filter(max -> window.worse(observed, max))
                .isPresent();
    }

    /** Returns what the window's level must not be worse than; null where nothing can be concluded. */
    private @Nullable Double limit() {
        Double callers = settings.request().maxErrorRate().orElse(null);
        if (!baseline.usable()) {
            return callers;
        }
        double usual = baseline.level().orElseThrow();
        double allowance = allowance(usual, 1);
        OptionalDouble fault = incident.level();
        if ((visibility() != Visibility.UNKNOWN || isKnown()) && fault.isPresent()) {
            double gap = worse().excess(fault.getAsDouble(), usual);
            allowance = Math.min(allowance, Math.max(0, Settings.LEFT_OF_A_FAULT * gap));
        }
        double limit = worse().beyond(usual, allowance);
        return callers != null && window.worse(limit, callers) ? callers : (Double) limit;
    }

    private double beyond(int times) {
        double usual = baseline.level().orElseThrow();
        return worse().beyond(usual, allowance(usual, times));
    }

    /**
     * What a service that is back may be worse by: its own noise, as much again, or a percentage point of a share, each so many times. Where
     * lower is worse, as much again is what is missing of the whole once more, or, where there is no whole, half of what is usual.
     */
    private double allowance(double usual, int times) {
        double noise = times * worse().excess(baseline.percentile95().orElseThrow(), usual);
        double whole = settings.wholeOfShare(baseline.and(incident).and(window)).orElse(0);
        if (worse() == Direction.HIGHER_IS_WORSE) {
            return Math.max(noise, times * Math.max(Math.abs(usual), whole / 100));
        }
        if (whole > 0) {
            return Math.max(noise, times * Math.max(whole - usual, whole / 100));
        }
        double left = usual / (1 + times);
        return Math.min(Math.max(noise, usual - left), usual - left / 2);
    }

    private Direction worse() {
        return settings.worse().value();
    }

    private MetricCheck check(Verdict verdict, @Nullable Reason reason, String note) {
        return new MetricCheck(
                verdict,
                new MetricCheck.SampleStatistics(
                        baseline.usable() ? NumberFormat.boxed(baseline.level()) : null,
                        NumberFormat.boxed(incident.level()),
                        NumberFormat.boxed(window.level()),
                        limit(),
                        window.size()),
                reason,
                note);
    }
}
