package io.incidentiq.rollback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.Phase;
import io.incidentiq.rollback.core.Write;
import io.incidentiq.rollback.core.WriteAnswer;
import io.incidentiq.rollback.fact.Answer;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricSeries;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** One event as a line of JSON: for the journal and for those who follow a rollback. */
public final class EventJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private EventJson() {}

    /** Returns the event's stable name, such as {@code write-sent}. */
    public static String kind(Event event) {
        if (event instanceof Event.Began) {
            return "began";
        } else if (event instanceof Event.Refused) {
            return "refused";
        } else if (event instanceof Event.Sent) {
            return "write-sent";
        } else if (event instanceof Event.Written) {
            return "write-answered";
        } else if (event instanceof Event.Told) {
            return "team-told";
        } else if (event instanceof Event.CancelAsked) {
            return "cancel-asked";
        } else if (event instanceof Event.Answered) {
            return "observed";
        } else if (event instanceof Event.Jumped) {
            return "clock-jumped";
        } else if (event instanceof Event.Broke) {
            return "broke";
        }
        return "woke";
    }

    /**
     * Returns the event as a journal entry; its body is one JSON object without line breaks.
     *
     * @param phase the phase after it
     */
    public static JournalEntry of(Event event, Phase phase) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("at", event.at().toString());
            json.writeStringField("event", kind(event));
            json.writeStringField("phase", phase.name());
            details(json, event);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return new JournalEntry(event.at(), kind(event), text.toString());
    }

    private static void details(JsonGenerator json, Event event) throws IOException {
        if (event instanceof Event.Sent sent) {
            write(json, sent.write());
        } else if (event instanceof Event.Written written) {
            answer(json, written.answer());
        } else if (event instanceof Event.Told told) {
            json.writeStringField("moment", told.moment().name());
            json.writeStringField("trouble", told.trouble());
            json.writeBooleanField("mayHaveArrived", told.mayHaveArrived());
        } else if (event instanceof Event.Refused refused) {
            json.writeStringField("why", refused.ending().toString());
        } else if (event instanceof Event.Jumped jumped) {
            json.writeStringField("jumpedBy", jumped.by().toString());
        } else if (event instanceof Event.Broke broke) {
            json.writeStringField("why", broke.why());
        } else if (event instanceof Event.CancelAsked asked) {
            json.writeStringField("by", asked.by());
            json.writeStringField("why", asked.why());
        } else if (event instanceof Event.Answered answered) {
            json.writeStringField("query", answered.query().getClass().getSimpleName());
            if (answered.answer() instanceof Answer.Failed failed) {
                json.writeStringField("failed", failed.message());
            } else if (answered.answer() instanceof Answer.Service service) {
                json.writeStringField("seen", String.valueOf(service.snapshot()));
            } else if (answered.answer() instanceof Answer.Health health) {
                json.writeStringField("seen", health.health().seen());
            } else if (answered.answer() instanceof Answer.Metric metric) {
                points(json, metric.series());
            }
        }
    }

    private static void points(JsonGenerator json, MetricSeries series) throws IOException {
        json.writeArrayFieldStart("points");
        for (MetricPoint point : series.points()) {
            json.writeStartObject();
            json.writeStringField("start", point.start().toString());
            json.writeNumberField("value", point.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Write write) throws IOException {
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

    private static void answer(JsonGenerator json, WriteAnswer answer) throws IOException {
        if (answer instanceof WriteAnswer.Accepted accepted) {
            json.writeStringField("accepted", accepted.deployment().toString());
        } else if (answer instanceof WriteAnswer.Throttled throttled) {
            json.writeStringField("throttled", throttled.message());
        } else if (answer instanceof WriteAnswer.NotSent unsent) {
            json.writeStringField("notSent", unsent.message());
        } else if (answer instanceof WriteAnswer.Rejected rejected) {
            json.writeStringField("rejected", rejected.message());
        } else if (answer instanceof WriteAnswer.Unknown unknown) {
            json.writeStringField("unknown", unknown.message());
        }
    }
}
