package io.incidentiq.rollback.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON that comes from outside: bounded in depth, no name twice in one object, nothing behind its end. What is missing,
 * null or of another kind than asked for is empty. The caller bounds the text's length.
 */
public final class JsonValue {
    private static final JsonFactory FACTORY = UntrustedJson.factory(StreamReadConstraints.DEFAULT_MAX_STRING_LEN);

    private static final JsonValue NONE = new JsonValue(null);

    private final @Nullable Object value;

    private JsonValue(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Returns the value that {@code text} is.
     *
     * @throws IllegalArgumentException if it is no JSON; the message says where, and shows nothing of the text
     */
    public static JsonValue parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("expected JSON, found nothing");
            }
            JsonValue read = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("expected one value of JSON, found text behind it");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected JSON, found something else" + place(e), e);
        } catch (IOException e) {
            throw new IllegalStateException("a string can always be read", e);
        }
    }

    private static String place(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static JsonValue value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonValue(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue(parser.getDoubleValue());
            case VALUE_TRUE -> new JsonValue(true);
            case VALUE_FALSE -> new JsonValue(false);
            default -> NONE;
        };
    }

    private static JsonValue object(JsonParser parser) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new JsonValue(members);
    }

    private static JsonValue array(JsonParser parser) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new JsonValue(elements);
    }

    /** Returns the member of an object. */
    public JsonValue at(String name) {
        return value instanceof Map<?, ?> members && members.get(name) instanceof JsonValue member ? member : NONE;
    }

    /** Returns whether it is an array. */
    public boolean isArray() {
        return value instanceof List;
    }

    /** Returns the elements of an array, null ones included. */
    public List<JsonValue> elements() {
        var found = new ArrayList<JsonValue>();
        if (value instanceof List<?> list) {
            list.forEach(element -> found.add((JsonValue) element));
        }
        return found;
    }

    private <T> Optional<T> as(Class<T> kind) {
        return Optional.ofNullable(value).filter(kind::isInstance).map(kind::cast);
    }

    public Optional<String> text() {
        return as(String.class);
    }

    /** Returns a number that is finite. */
    public Optional<Double> number() {
        return as(Double.class).filter(Double::isFinite);
    }

    public Optional<Boolean> flag() {
        return as(Boolean.class);
    }
}
