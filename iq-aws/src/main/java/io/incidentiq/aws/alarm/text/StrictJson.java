package io.incidentiq.aws.alarm.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.incidentiq.rollback.internal.format.UntrustedJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON of which nothing is trusted: bounded in size and depth, and no name twice in one object. */
public final class StrictJson {
    /** More than Amazon SNS and EventBridge deliver, quotes inside quotes included. */
    static final int MAX_LENGTH = 1 << 20;

    private static final JsonFactory FACTORY = UntrustedJson.factory(MAX_LENGTH);

    private StrictJson() {}

    /**
     * Returns the object that {@code text} is.
     *
     * @param what names the text in a refusal
     * @throws NotAnAlarm if it is anything else
     */
    public static Node object(String what, String text) {
        if (text.length() > MAX_LENGTH) {
            throw NotAnAlarm.found(
                    "%s of %d characters; at most %d are read".formatted(what, text.length(), MAX_LENGTH));
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.isBlank()) {
            throw NotAnAlarm.found("an empty " + what);
        }
        try (JsonParser parser = FACTORY.createParser(plain)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw NotAnAlarm.found(what + " with more text after its JSON");
            }
            if (value instanceof Node node) {
                return node;
            }
            throw NotAnAlarm.found(what + " that is " + kind(value));
        } catch (JsonProcessingException e) {
            throw NotAnAlarm.found("%s that isn't JSON: %s%s".formatted(what, place(e), problem(e)));
        } catch (IOException e) {
            throw new IllegalStateException("a string can always be read", e);
        }
    }

    private static String place(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String problem(JsonProcessingException e) {
        return Words.quoted(
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
    }

    private static String kind(@Nullable Object value) {
        if (value instanceof List) {
            return "an array";
        }
        if (value instanceof String text) {
            return "the text " + Words.quoted(text);
        }
        return value == null ? "null" : "the value " + value;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Node object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                members.put(name, value);
            }
        }
        return new Node(members);
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(parser);
            if (value != null) {
                elements.add(value);
            }
        }
        return elements;
    }
}
