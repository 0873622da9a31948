package io.incidentiq.rollback.core;

import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import org.jspecify.annotations.Nullable;

/** How the service does on the target. Numbers are in the metric's own unit, null where unknown. */
public record Verification(
        Verdict verdict,
        @Nullable HealthCheck health,
        @Nullable MetricCheck metric) {
    /** Nothing was checked. */
    public static final Verification NONE = new Verification(Verdict.INCONCLUSIVE, null, null);

    /** Worst first. */
    public enum Verdict {
        BAD,
        INCONCLUSIVE,
        GOOD
    }

    /**
     * The health endpoint's part; absent where none is asked.
     *
     * @param last what it showed last
     * @param healthy how many of the probes were healthy
     */
    public record HealthCheck(Verdict verdict, String last, int probes, int healthy) {}

    /**
     * The metric's part; absent where none is read.
     *
     * @param reason why it isn't good; null where it is
     * @param note the same for people; may be empty
     */
    public record MetricCheck(
            Verdict verdict, Numbers numbers, @Nullable Reason reason, String note) {
        /** What was compared. */
        public record Numbers(
                @Nullable Double baseline,
                @Nullable Double incident,
                @Nullable Double observed,
                @Nullable Double threshold,
                int points) {
            static final Numbers NONE = new Numbers(null, null, null, null, 0);
        }

        /** The runbook asks for it in a way that nobody understands. */
        static final MetricCheck UNREAD = new MetricCheck(Verdict.INCONCLUSIVE, Numbers.NONE, Reason.NO_DATA, "");

        MetricCheck but(Verdict worse, Reason why, String instead) {
            return new MetricCheck(worse, numbers, why, instead);
        }
    }

    static Verification of(@Nullable HealthCheck health, @Nullable MetricCheck metric) {
        if (health == null && metric == null) {
            return NONE;
        }
        Verdict h = health == null ? Verdict.GOOD : health.verdict();
        Verdict m = metric == null ? Verdict.GOOD : metric.verdict();
        return new Verification(h.compareTo(m) < 0 ? h : m, health, metric);
    }

    /** Returns the outcome that follows, given whether the target already ran. */
    Outcome outcome(boolean alreadyRan) {
        return switch (verdict) {
            case BAD -> Outcome.NOT_RECOVERED;
            case INCONCLUSIVE -> Outcome.ROLLED_BACK_UNVERIFIED;
            case GOOD -> alreadyRan ? Outcome.NOTHING_TO_DO : Outcome.ROLLED_BACK;
        };
    }

    @Nullable
    Reason reason(boolean alreadyRan) {
        return switch (verdict) {
            case BAD -> metric != null && metric.verdict() == Verdict.BAD ? Reason.ERROR_RATE_HIGH : Reason.UNHEALTHY;
            case INCONCLUSIVE -> {
                if (alreadyRan) {
                    yield Reason.ALREADY_ON_TARGET;
                }
                if (health == null && metric == null) {
                    yield Reason.NO_CHECKS;
                }
                boolean blind = metric != null && metric.reason() == Reason.METRIC_BLIND;
                yield blind ? Reason.METRIC_BLIND : Reason.NO_DATA;
            }
            case GOOD -> null;
        };
    }
}
