package io.incidentiq.rollback;

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
            Verdict verdict,
            SampleStatistics numbers,
            @Nullable Reason reason,
            String note) {
        /** What was compared. */
        public record SampleStatistics(
                @Nullable Double baseline,
                @Nullable Double incident,
                @Nullable Double observed,
                @Nullable Double threshold,
                int points) {
            /** Nothing was compared. */
            public static final SampleStatistics NONE = new SampleStatistics(null, null, null, null, 0);
        }
    }

    /** Returns what both checks say together: the worse verdict. */
    public static Verification of(@Nullable HealthCheck health, @Nullable MetricCheck metric) {
        if (health == null && metric == null) {
            return NONE;
        }
        Verdict h = health == null ? Verdict.GOOD : health.verdict();
        Verdict m = metric == null ? Verdict.GOOD : metric.verdict();
        return new Verification(h.compareTo(m) < 0 ? h : m, health, metric);
    }
}
