package io.incidentiq.rollback.core;

import io.incidentiq.rollback.plan.Numbers;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.procedure.Sourced;

/** A verification in one line. */
final class VerificationText {
    private VerificationText() {}

    static String of(Verification v, Settings settings) {
        var text = new StringBuilder();
        var metric = v.metric();
        Sourced<String> unread = settings.unreadMetric().orElse(null);
        if (unread != null) {
            text.append("error rate not read: ").append(unread);
        } else if (metric != null) {
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
        return text.isEmpty() ? "the runbook names no check" : text.toString();
    }
}
