package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.format.Json;
import io.incidentiq.rollback.internal.planning.PlanJson;
import java.io.IOException;
import java.util.Locale;

/** A report as JSON, schema {@code iq.rollback-report/1}. */
final class ReportJson {
    private ReportJson() {}

    static String of(RunReport report) {
        return Json.object(json -> {
            json.put("schema", "iq.rollback-report/1");
            json.put("id", report.id());
            PlanJson.subject(json, report.plan());
            json.put("outcome", report.outcome());
            json.put("reason", report.reasonCode().orElse(null));
            json.put("detail", report.detail());
            json.put("changed", report.changed());
            RollbackRequest request = report.plan().settings().request();
            json.object("requestedBy", r -> {
                r.put("who", request.requestedBy());
                r.put("why", request.reason());
            });
            PlanJson.choice(json, report.plan(), report.progress().deployment().orElse(null));
            PlanJson.gates(json, report.gates());
            json.object("moments", m -> moments(m, report));
            verification(json, report.verification());
            EvidenceJson.put(json, report.plan().settings(), report.evidence());
            json.object("calls", c -> {
                c.put("reads", report.calls().reads());
                c.put("writes", report.calls().writes());
            });
            json.strings("warnings", report.warnings());
            json.objects("followUps", report.followUps(), (j, f) -> {
                j.put("text", f.text());
                j.put("status", lower(f.status()));
                j.put("dueAt", f.dueAt());
            });
            json.objects("byHand", report.byHand(), (j, h) -> {
                j.put("command", h.command());
                j.put("line", h.line());
            });
            PlanJson.closing(json, report.plan());
        });
    }

    private static void moments(Json json, RunReport report) throws IOException {
        Progress p = report.progress();
        json.put("requestedAt", report.requestedAt());
        json.put("writeSentAt", p.sentAt().orElse(null));
        json.put("mitigatedAt", p.mitigatedAt().orElse(null));
        json.put("drainedAt", p.drainedAt().orElse(null));
        json.put("verifiedAt", p.verifiedAt().orElse(null));
        json.put("endedAt", p.endedAt().orElse(null));
    }

    private static void verification(Json json, Verification verification) throws IOException {
        json.object("verification", v -> {
            v.put("verdict", lower(verification.verdict()));
            var health = verification.health();
            if (health == null) {
                v.nothing("health");
            } else {
                v.object("health", h -> {
                    h.put("verdict", lower(health.verdict()));
                    h.put("last", health.last());
                });
            }
            var metric = verification.metric();
            if (metric == null) {
                v.nothing("metric");
            } else {
                v.object("metric", m -> {
                    m.put("baseline", metric.numbers().baseline());
                    m.put("incident", metric.numbers().incident());
                    m.put("observed", metric.numbers().observed());
                    m.put("threshold", metric.numbers().threshold());
                    m.put("verdict", lower(metric.verdict()));
                });
            }
        });
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
