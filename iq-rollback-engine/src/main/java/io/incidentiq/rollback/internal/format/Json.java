package io.incidentiq.rollback.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes JSON in which null is written and nothing is left out, and no text acts on the terminal that shows it. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private final JsonGenerator out;

    private Json(JsonGenerator out) {
        this.out = out;
    }

    /** Writes the members of one object. */
    public interface Body {
        void write(Json json) throws IOException;
    }

    /** Writes one element of an array. */
    public interface Element<T> {
        void write(Json json, T value) throws IOException;
    }

    public static String object(Body body) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.useDefaultPrettyPrinter();
            generator.writeStartObject();
            body.write(new Json(generator));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return VisibleText.lines(text.append('\n').toString().replace("\r\n", "\n"));
    }

    public void put(String name, @Nullable Object value) throws IOException {
        out.writeFieldName(name);
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(rounded(number));
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            out.writeString(value.toString());
        }
    }

    /** What is measured isn't more exact, and 0.39180000000000004 helps nobody. */
    private static double rounded(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(SIX_DIGITS).doubleValue()
                : number;
    }

    public void object(String name, Body body) throws IOException {
        out.writeObjectFieldStart(name);
        body.write(this);
        out.writeEndObject();
    }

    public <T> void objects(String name, Collection<T> values, Element<T> element) throws IOException {
        out.writeArrayFieldStart(name);
        for (T value : values) {
            out.writeStartObject();
            element.write(this, value);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    public void strings(String name, Collection<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    /** Writes an array of numbers; one that isn't finite is null. */
    public void numbers(String name, Collection<@Nullable Double> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (Double value : values) {
            if (value == null || !Double.isFinite(value)) {
                out.writeNull();
            } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                out.writeNumber(value.longValue());
            } else {
                out.writeNumber(rounded(value));
            }
        }
        out.writeEndArray();
    }

    public void nothing(String name) throws IOException {
        out.writeNullField(name);
    }
}
