package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.format.Json;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.procedure.RunbookRef;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as JSON, schema {@code iq.rollback-plan/1}; its parts are the report's too. */
public final class PlanJson {
    private PlanJson() {}

    /** Returns {@code plan} as one JSON object. */
    public static String of(PlannedRollback plan) {
        return Json.object(json -> {
            json.put("schema", "iq.rollback-plan/1");
            subject(json, plan);
            json.put("plannedAt", plan.plannedAt());
            json.put("executable", plan.executable());
            json.put("outcome", plan.ending().map(Ending::outcome).orElse(null));
            json.put("reason", plan.ending().flatMap(Ending::code).orElse(null));
            json.put("detail", plan.ending().map(Ending::detail).orElse(null));
            choice(json, plan, null);
            health(json, plan);
            proof(json, plan);
            gates(json, plan.gates());
            json.strings("warnings", plan.warnings());
            closing(json, plan);
        });
    }

    public static void subject(Json json, PlannedRollback plan) throws IOException {
        var drill = plan.settings().request().drill();
        if (drill.isPresent()) {
            json.object("drill", d -> {
                d.put("scenario", drill.get().scenario());
                d.put("seed", drill.get().seed());
            });
        } else {
            json.nothing("drill");
        }
        RunbookRef runbook = plan.settings().procedure().runbook();
        json.object("runbook", r -> {
            r.put("id", runbook.id());
            r.put("title", runbook.title());
            r.put("file", runbook.file());
            r.put("chosen", plan.settings().procedure().chosen().orElse(null));
        });
        Place place = plan.place();
        json.object("place", p -> {
            p.put("account", place.account().orElse(null));
            p.put("region", place.region().orElse(null));
            p.put("profile", place.profile().orElse(null));
            p.put("endpoint", place.endpoint().orElse(null));
        });
        json.object("service", s -> {
            s.put("cluster", plan.settings().service().cluster());
            s.put("name", plan.settings().service().name());
        });
        IncidentJson.put(json, plan.settings().incident());
    }

    public static void choice(Json json, PlannedRollback plan, @Nullable Object deployment) throws IOException {
        Suspect suspect = plan.suspect().orElse(null);
        if (suspect == null) {
            json.nothing("suspect");
        } else {
            json.object("suspect", s -> {
                s.put("revision", suspect.revision().definition());
                s.put("createdAt", suspect.deployment().createdAt());
                images(s, suspect.revision());
            });
        }
        Target target = plan.target().orElse(null);
        if (target == null) {
            json.nothing("target");
        } else {
            json.object("target", t -> target(t, plan, target));
        }
        rejected(json, plan);
        Action action = plan.action().orElse(null);
        if (action == null) {
            json.nothing("action");
        } else {
            json.object("action", a -> {
                a.put("kind", action.kind().name().toLowerCase(Locale.ROOT));
                a.put("deployment", deployment == null ? action.deployment() : deployment);
            });
        }
    }

    private static void target(Json json, PlannedRollback plan, Target target) throws IOException {
        json.put("revision", target.revision());
        images(json, target.recorded());
        json.put("evidence", target.evidence());
        rejected(json, plan);
    }

    /** Beside the target too, since it tells most where there is none. */
    private static void rejected(Json json, PlannedRollback plan) throws IOException {
        json.objects("rejected", plan.rejected(), (j, r) -> {
            j.put("revision", r.revision());
            j.put("why", r.why());
        });
    }

    private static void images(Json json, ServiceRevision revision) throws IOException {
        json.objects("images", revision.images(), (j, i) -> {
            j.put("container", i.container());
            j.put("reference", i.reference());
            j.put("digest", i.resolved());
        });
    }

    private static void health(Json json, PlannedRollback plan) throws IOException {
        var health = plan.health();
        if (health.isEmpty()) {
            json.nothing("health");
            return;
        }
        json.object("health", h -> {
            h.put("verdict", health.get().status().name().toLowerCase(Locale.ROOT));
            h.put("last", health.get().seen());
        });
    }

    private static void proof(Json json, PlannedRollback plan) throws IOException {
        Prospect prospect = plan.prospect().orElse(null);
        if (prospect == null) {
            json.nothing("proof");
            return;
        }
        json.object("proof", p -> {
            p.put("requestsPerPeriod", prospect.requests());
            p.put("periodSeconds", prospect.period().toSeconds());
            p.objects("looks", prospect.outlook().steps(), (j, step) -> {
                j.put("periods", step.periods());
                j.put("chance", step.chance());
            });
        });
    }

    public static void gates(Json json, List<Gate> gates) throws IOException {
        json.objects("gates", gates, (j, g) -> {
            j.put("id", g.id());
            j.put("text", g.text());
            j.put("line", g.source().line());
            j.put("status", g.status());
            j.put("evidence", g.evidence());
            j.put("by", g.statement().map(Statement::by).orElse(null));
            j.put("note", g.statement().map(Statement::note).orElse(null));
        });
    }

    public static void closing(Json json, PlannedRollback plan) throws IOException {
        json.objects("deviations", plan.deviations(), (j, d) -> {
            j.put("line", d.line());
            j.put("text", d.text());
            j.put("instead", d.instead());
            j.put("why", d.why());
        });
        json.objects("values", plan.values(), (j, v) -> {
            j.put("name", v.value().name());
            j.put("value", v.value().value());
            j.put("source", v.source().name());
            j.put("line", v.source().line());
        });
    }
}
