package io.incidentiq.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.rollback.FollowUp;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.internal.format.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every event as a line of JSON: what the engine saw and did, the moments that follow from it, in the end the outcome. */
public final class EventLines {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Consumer<String> lines;
    private @Nullable Instant mitigatedAt;
    private @Nullable Instant drainedAt;
    private @Nullable Instant verifiedAt;

    /** @param lines takes each line, with its end */
    public EventLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Writes the members of one line. */
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    public void happened(RollbackEvent event, RollbackView state) {
        lines.accept(event.toJson() + "\n");
        Progress progress = state.progress();
        mitigated(progress.mitigatedAt().orElse(null), event.at());
        Instant drained = progress.drainedAt().orElse(null);
        if (drained != null && !drained.equals(drainedAt)) {
            drainedAt = drained;
            line(drained, "drained", json -> {});
        }
        Instant verified = progress.verifiedAt().orElse(null);
        if (verified != null && !verified.equals(verifiedAt)) {
            verifiedAt = verified;
            line(
                    verified,
                    "verified",
                    json -> json.writeStringField(
                            "verdict", lower(state.verification().verdict())));
        }
    }

    private void mitigated(@Nullable Instant now, Instant at) {
        if (now != null && !now.equals(mitigatedAt)) {
            line(now, "mitigated", json -> {});
        } else if (now == null && mitigatedAt != null) {
            line(at, "mitigation-lost", json -> {});
        }
        mitigatedAt = now;
    }

    /** Writes how it ended, and what is left to do. */
    public void ended(RollbackReport report) {
        Instant at = report.progress().endedAt().orElse(report.requestedAt());
        line(at, "ended", json -> {
            json.writeStringField("outcome", report.outcome().name());
            json.writeStringField("reason", report.reasonCode().orElse(null));
            json.writeStringField("detail", report.detail());
            json.writeStringField("changed", report.changed().toString());
        });
        for (FollowUp next : report.followUps()) {
            line(at, "follow-up", json -> {
                json.writeStringField("text", next.text());
                json.writeStringField("status", lower(next.status()));
                json.writeStringField(
                        "dueAt", next.dueAt() == null ? null : next.dueAt().toString());
            });
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void line(Instant at, String event, Members members) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("at", at.toString());
            json.writeStringField("event", event);
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        lines.accept(VisibleText.lines(text.append('\n').toString()));
    }
}
