package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.internal.format.Json;
import io.incidentiq.rollback.procedure.Direction;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an alarm said, as a member of plan and report. */
final class IncidentJson {
    private IncidentJson() {}

    static void put(Json json, Optional<Incident> incident) throws IOException {
        if (incident.isEmpty()) {
            json.nothing("incident");
            return;
        }
        Incident i = incident.get();
        json.object("incident", j -> {
            j.put("alarm", i.alarm());
            j.put("service", i.service().orElse(null));
            j.put("cluster", i.cluster().orElse(null));
            j.put("region", i.region().orElse(null));
            j.put("account", i.account().orElse(null));
            metric(j, i.metric());
            j.put("threshold", i.threshold().orElse(null));
            j.put("worse", i.worse().map(IncidentJson::side).orElse(null));
            j.put("muted", i.muted().orElse(null));
            j.put("start", i.start().orElse(null));
            j.put("startEstimated", i.startEstimated());
            j.strings("missing", i.missing());
        });
    }

    private static String side(Direction worse) {
        return worse == Direction.HIGHER_IS_WORSE ? "higher" : "lower";
    }

    private static void metric(Json json, Optional<Incident.Metric> metric) throws IOException {
        if (metric.isEmpty()) {
            json.nothing("metric");
            return;
        }
        json.object("metric", m -> {
            m.put("namespace", metric.get().namespace());
            m.put("name", metric.get().name());
            m.object("dimensions", d -> {
                for (Map.Entry<String, String> dimension :
                        new TreeMap<>(metric.get().dimensions()).entrySet()) {
                    d.put(dimension.getKey(), dimension.getValue());
                }
            });
        });
    }
}
