package io.incidentiq.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error as JSON, schema {@code iq.error/1}. */
public final class ErrorJson {
    private static final Pattern POSITION = Pattern.compile("^(.*?:[0-9]+:[0-9]+): (?s:.*)");

    private ErrorJson() {}

    public static String of(CliError error) {
        var text = new StringWriter();
        String message = String.valueOf(error.getMessage());
        Matcher position = POSITION.matcher(message);
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("schema", "iq.error/1");
            json.writeStringField("message", message);
            json.writeStringField("position", position.matches() ? position.group(1) : null);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return text.append('\n').toString();
    }
}
