package io.incidentiq.rollback.core;

import io.incidentiq.rollback.plan.Numbers;

/** A verification in one line. */
final class VerificationText {
    private VerificationText() {}

    static String of(Verification v) {
        var text = new StringBuilder();
        var metric = v.metric();
        if (metric != null) {
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
            text.append(text.isEmpty() ? "" : ", ").append("health %s x %d".formatted(health.last(), health.probes()));
        }
        return text.isEmpty() ? "the runbook names no check" : text.toString();
    }
}
