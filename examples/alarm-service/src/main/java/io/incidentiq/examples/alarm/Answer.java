package io.incidentiq.examples.alarm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What is answered over HTTP: a status and a JSON object. */
record Answer(int status, String json) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST = 600;

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    static Answer of(int status, Members members) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return new Answer(status, text.append('\n').toString());
    }

    /** Returns an answer that says what was done. */
    static Answer done(int status, String what) {
        return of(status, json -> json.writeStringField("done", plain(what)));
    }

    /** Returns an answer that says why nothing was changed. */
    static Answer refused(int status, String why) {
        return of(status, json -> json.writeStringField("refused", plain(why)));
    }

    /** Quotes of what a stranger sent must neither break a line of the log nor fill it. */
    static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
