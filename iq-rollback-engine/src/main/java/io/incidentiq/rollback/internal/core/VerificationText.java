package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.settings.Settings;

/** A verification in one line. */
final class VerificationText {
    private VerificationText() {}

    private static void add(StringBuilder text, String more) {
        text.append(text.isEmpty() ? "" : ", ").append(more);
    }

    private static String seen(Verification.HealthCheck health) {
        if (health.probes() == 0) {
            return health.last();
        }
        boolean mixed = health.healthy() > 0 && health.healthy() < health.probes();
        return mixed
                ? "%s at last, healthy in %d of %d probes".formatted(health.last(), health.healthy(), health.probes())
                : health.last() + " x " + health.probes();
    }

    static String of(Verification v, Settings settings) {
        var text = new StringBuilder();
        var metric = v.metric();
        if (metric != null && settings.measure().isPresent()) {
            var numbers = metric.numbers();
            text.append("%s %s (baseline %s, was %s, limit %s, %d points)%s"
                    .formatted(
                            settings.metricName(),
                            NumberFormat.text(numbers.observed()),
                            NumberFormat.text(numbers.baseline()),
                            NumberFormat.text(numbers.incident()),
                            NumberFormat.text(numbers.threshold()),
                            numbers.points(),
                            metric.note().isEmpty() ? "" : ": " + metric.note()));
        }
        settings.unreadMetric().ifPresent(why -> add(text, "error rate not read: " + why));
        var health = v.health();
        if (health != null) {
            add(text, "health " + seen(health));
            if (settings.healthUrl().isPresent()) {
                settings.unreadHealth().ifPresent(why -> add(text, "health not asked: " + why));
            }
        }
        return text.isEmpty() ? "the runbook names no check" : text.toString();
    }
}
