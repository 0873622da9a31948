package io.incidentiq.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.runbook.FrontMatterValue;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.Runbook;
import io.incidentiq.runbook.Section;
import io.incidentiq.runbook.ServiceNote;
import io.incidentiq.runbook.Step;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A runbook as JSON, schema {@code iq.runbook/1}. */
public final class RunbookJson {
    private final JsonGenerator json;

    private RunbookJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes one element of an array. */
    private interface Element<T> {
        void write(T value) throws IOException;
    }

    public static String of(ParseResult result) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            new RunbookJson(json).write(result);
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return text.append('\n').toString();
    }

    private void write(ParseResult result) throws IOException {
        Runbook book = result.runbook();
        json.writeStartObject();
        put("schema", "iq.runbook/1");
        put("file", book.name());
        put("id", book.id().map(Located::value).orElse(null));
        put("title", book.title().map(Located::value).orElse(null));
        array("frontMatter", book.frontMatter().entries(), e -> {
            put("key", e.key().value());
            json.writeArrayFieldStart("values");
            texts(e.value());
            json.writeEndArray();
            line(e.key().range());
        });
        array("iqComments", book.iqComments(), c -> {
            Section section = c.section();
            put("section", section == null ? null : section.title().value());
            array("fields", c.fields(), f -> {
                put("key", f.key().value());
                put("value", f.value().value());
            });
            line(c.range());
        });
        array("triggers", book.triggers(), t -> {
            put("text", t.text());
            put("within", t.within());
            line(t.range());
        });
        array("checklist", book.items(), c -> {
            put("text", c.text());
            line(c.range());
        });
        array("steps", book.steps(), this::step);
        put("settle", book.settleTime().map(s -> s.value().max()).orElse(null));
        array("services", book.services(), this::service);
        array("postActions", book.postActions(), a -> {
            put("text", a.text());
            put("within", a.within());
            line(a.range());
        });
        array("diagnostics", result.diagnostics(), d -> {
            put("rule", d.rule());
            put("severity", d.severity().name().toLowerCase(Locale.ROOT));
            put("message", d.message());
            line(d.range());
        });
        json.writeEndObject();
    }

    private void step(Step step) throws IOException {
        json.writeNumberField("number", step.number());
        put("title", step.title().value());
        line(step.range());
        List<Command> commands = step.codeBlocks().stream()
                .flatMap(b -> b.script().commands().stream())
                .toList();
        array("commands", commands, c -> {
            put("text", c.text());
            line(c.range());
        });
    }

    private void service(ServiceNote note) throws IOException {
        put("service", note.service().value());
        put("risk", note.risk().level().name());
        put("note", note.risk().note());
        put(
                "rollbackTime",
                note.rollbackTime() == null
                        ? null
                        : note.rollbackTime().value().span().max());
        put("owner", note.owner() == null ? null : note.owner().value());
        line(note.range());
    }

    private void line(SourceRange range) throws IOException {
        json.writeNumberField("line", range.line());
        json.writeNumberField("column", range.start().column());
    }

    private void texts(FrontMatterValue value) throws IOException {
        if (value instanceof FrontMatterValue.Scalar scalar) {
            json.writeString(scalar.text());
        } else if (value instanceof FrontMatterValue.Items items) {
            for (FrontMatterValue item : items.items()) {
                texts(item);
            }
        }
    }

    private void put(String name, @Nullable Object value) throws IOException {
        json.writeStringField(name, value == null ? null : value.toString());
    }

    private <T> void array(String name, List<T> values, Element<T> element) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            element.write(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
