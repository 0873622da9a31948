package io.incidentiq.rollback.core;

import io.incidentiq.rollback.plan.Numbers;
import io.incidentiq.rollback.plan.Settings;

/** A verification in one line. */
final class VerificationText {
    private VerificationText() {}

    static String of(Verification v, Settings settings) {
        var text = new StringBuilder();
        var metric = v.metric();
        boolean judged = settings.metric().isPresent();
        if (metric != null && judged) {
            text.append("error rate %s (baseline %s, was %s, limit %s, %d points)"
                    .formatted(
                            Numbers.text(metric.observed()),
                            Numbers.text(metric.baseline()),
                            Numbers.text(metric.incident()),
                            Numbers.text(metric.threshold()),
                            metric.points()));
        }
        var health = v.health();
        if (health != null) {
            String seen = health.probes() == 0 ? health.last() : health.last() + " x " + health.probes();
            text.append(text.isEmpty() ? "" : ", ").append("health ").append(seen);
        }
        settings.unreadMetric()
                .ifPresent(u -> text.append(text.isEmpty() ? "" : ", ")
                        .append(judged ? "not judged: " : "error rate not read: ")
                        .append(u));
        settings.unreadHealth()
                .filter(u -> settings.healthUrl().isPresent())
                .ifPresent(u -> text.append(", not asked: ").append(u));
        return text.isEmpty() ? "the runbook names no check" : text.toString();
    }
}
