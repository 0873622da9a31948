package io.incidentiq.rollback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One event as a line of JSON in which nothing acts: for the journal and for those who follow a rollback. */
final class EventJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private EventJson() {}

    public static String of(RollbackEvent event) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("at", event.at().toString());
            json.writeStringField("event", event.name());
            json.writeStringField("phase", event.phase().name());
            details(json, event);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return VisibleText.line(text.toString());
    }

    private static void details(JsonGenerator json, RollbackEvent event) throws IOException {
        if (event instanceof RollbackEvent.WriteSent sent) {
            write(json, sent);
        } else if (event instanceof RollbackEvent.WriteAnswered answered) {
            json.writeStringField(answered.result().member(), answered.detail());
        } else if (event instanceof RollbackEvent.TeamTold told) {
            json.writeStringField("moment", told.moment().name());
            json.writeStringField("trouble", told.trouble());
            json.writeBooleanField("mayHaveArrived", told.mayHaveArrived());
        } else if (event instanceof RollbackEvent.Refused refused) {
            json.writeStringField("why", refused.ending().toString());
        } else if (event instanceof RollbackEvent.ClockJumped jumped) {
            json.writeStringField("jumpedBy", jumped.by().toString());
        } else if (event instanceof RollbackEvent.Broke broke) {
            json.writeStringField("why", broke.why());
        } else if (event instanceof RollbackEvent.CancelAsked asked) {
            json.writeStringField("by", asked.by());
            json.writeStringField("why", asked.why());
        } else if (event instanceof RollbackEvent.Observed observed) {
            observation(json, observed);
        }
    }

    private static void observation(JsonGenerator json, RollbackEvent.Observed observed) throws IOException {
        json.writeStringField("query", observed.query());
        if (observed.failed() != null) {
            json.writeStringField("failed", observed.failed());
        }
        if (observed.seen() != null) {
            json.writeStringField("seen", observed.seen());
        }
        if (!observed.series().isEmpty()) {
            series(json, new TreeMap<>(byName(observed.series())));
        }
    }

    private static Map<String, MetricSeries> byName(Map<MetricQuery, MetricSeries> series) {
        return series.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().toString(), Map.Entry::getValue));
    }

    private static void series(JsonGenerator json, Map<String, MetricSeries> all) throws IOException {
        json.writeArrayFieldStart("series");
        for (Map.Entry<String, MetricSeries> one : all.entrySet()) {
            json.writeStartObject();
            json.writeStringField("metric", one.getKey());
            points(json, one.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void points(JsonGenerator json, MetricSeries series) throws IOException {
        json.writeArrayFieldStart("points");
        for (MetricPoint point : series.points()) {
            json.writeStartObject();
            json.writeStringField("start", point.start().toString());
            json.writeNumberField("value", point.value());
            if (point.samples() != null) {
                json.writeNumberField("samples", point.samples());
            }
            if (point.counts() != null) {
                json.writeNumberField("bad", point.counts().bad());
                json.writeNumberField("total", point.counts().total());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, RollbackEvent.WriteSent write) throws IOException {
        json.writeStringField("service", write.service().toString());
        json.writeStringField("revision", write.revision().toString());
        json.writeStringField("stop", write.stop() == null ? null : write.stop().toString());
        json.writeNumberField("attempt", write.attempt());
        json.writeArrayFieldStart("known");
        for (String id :
                write.known().stream().map(DeploymentId::value).sorted().toList()) {
            json.writeString(id);
        }
        json.writeEndArray();
    }
}
