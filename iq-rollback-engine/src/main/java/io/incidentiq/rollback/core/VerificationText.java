package io.incidentiq.rollback.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verification in one line. */
final class VerificationText {
    private VerificationText() {}

    static String of(Verification v) {
        var text = new StringBuilder();
        var metric = v.metric();
        if (metric != null) {
            text.append("error rate %s (baseline %s, was %s, limit %s, %d points)"
                    .formatted(
                            number(metric.observed()),
                            number(metric.baseline()),
                            number(metric.incident()),
                            number(metric.threshold()),
                            metric.points()));
        }
        var health = v.health();
        if (health != null) {
            text.append(text.isEmpty() ? "" : ", ").append("health %s x %d".formatted(health.last(), health.probes()));
        }
        return text.isEmpty() ? "the runbook names no check" : text.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "unknown" : String.format(Locale.ROOT, "%.3g", value);
    }
}
