package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.verdict.Outlook;
import io.incidentiq.rollback.internal.verdict.Recovery;
import io.incidentiq.rollback.internal.verdict.Traffic;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether the window can decide, and when, at the traffic of now; by the test that will judge it.
 *
 * @param requests in each period
 * @param from the incident's level, in the metric's own unit
 * @param to the baseline's
 * @param period how long a period lasts
 */
record Prospect(double requests, double from, double to, Duration period, Outlook outlook) {
    /** Returns the prospect of a plan; empty where events aren't counted, or baseline or incident aren't known. */
    static Optional<Prospect> of(Settings settings, MeasuredLevels levels) {
        Traffic baseline = levels.baseline().traffic().orElse(Traffic.none());
        Traffic incident = levels.incident().traffic().orElse(Traffic.none());
        if (!levels.baseline().usable() || baseline.total() == 0 || incident.total() == 0) {
            return Optional.empty();
        }
        Duration period = settings.period();
        double each = incident.total() / incident.size();
        Recovery recovery = Recovery.of(baseline, incident).withLooks(settings.looks());
        return Optional.of(new Prospect(
                each, level(levels.incident()), level(levels.baseline()), period, Outlook.of(recovery, each)));
    }

    private static double level(Sample sample) {
        return sample.level().orElseThrow();
    }

    /** Returns whether no window is long enough to show a full return in nine of ten cases. */
    boolean tooLittle() {
        return outlook.enough().isEmpty();
    }

    /** Returns what a person wants to know: {@code 22 requests a minute: 5 min can show a return from 5 to 0.5 in 3 of 10 cases; …}. */
    String text() {
        if (outlook.steps().isEmpty()) {
            return "periods of %s are too long for five in %s: no window can show a return"
                    .formatted(DurationFormat.words(period), DurationFormat.words(Settings.LONGEST_WINDOW));
        }
        return "%.0f requests %s: %s can show a return from %s to %s %s%s"
                .formatted(
                        requests,
                        period.equals(Duration.ofMinutes(1)) ? "a minute" : "in " + DurationFormat.words(period),
                        lasting(outlook.steps().get(0).periods()),
                        NumberFormat.text(from),
                        NumberFormat.text(to),
                        often(outlook.early()),
                        needed());
    }

    private String lasting(int periods) {
        return DurationFormat.words(period.multipliedBy(periods));
    }

    private static String often(double chance) {
        if (chance < 0.05) {
            return "hardly ever";
        }
        return chance >= 0.95
                ? "in %.0f of 100 cases".formatted(Math.min(99, 100 * chance))
                : "in %.0f of 10 cases".formatted(10 * chance);
    }

    private String needed() {
        OptionalInt enough = outlook.enough();
        if (enough.isEmpty()) {
            int longest = outlook.steps().get(outlook.steps().size() - 1).periods();
            return "; %s are too few".formatted(lasting(longest));
        }
        return enough.getAsInt() == outlook.steps().get(0).periods()
                ? ""
                : "; about %s are needed".formatted(lasting(enough.getAsInt()));
    }
}
