package io.incidentiq.simulator.aws;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says: names to text, numbers, truth values, instants, lists and further bodies. A value of the wrong type is a SerializationException. */
record Body(Map<?, ?> members) {
    static final Body EMPTY = new Body(Map.of());

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    /** @throws AwsError unless {@code value} is a structure */
    static Body of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Body(map);
        }
        throw wrong("Start of structure", value);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    Optional<String> text(String name) {
        return optional(name, String.class);
    }

    /** Returns the text, or empty where it is missing. */
    String textOr(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** @throws AwsError {@code InvalidParameterException} where it is missing or blank */
    String required(String name) {
        return text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> AwsError.invalidParameter(
                        "%s cannot be blank.".formatted(Character.toUpperCase(name.charAt(0)) + name.substring(1))));
    }

    boolean flag(String name) {
        return optional(name, Boolean.class).orElse(false);
    }

    Optional<Number> number(String name) {
        return optional(name, Number.class);
    }

    /** Reads epoch seconds, an instant, or ISO-8601. */
    Optional<Instant> instant(String name) {
        Object value = members.get(name);
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        if (value instanceof String text) {
            return Optional.of(iso(text));
        }
        return number(name).map(Body::epochSeconds);
    }

    private static Instant iso(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw AwsError.serialization("Unable to parse '%s' as a timestamp".formatted(text));
        }
    }

    static Instant epochSeconds(Number seconds) {
        try {
            BigDecimal exact = new BigDecimal(seconds.toString());
            long whole = exact.toBigInteger().longValueExact();
            return Instant.ofEpochSecond(
                    whole,
                    exact.subtract(BigDecimal.valueOf(whole)).multiply(NANOS).longValue());
        } catch (ArithmeticException | NumberFormatException | java.time.DateTimeException e) {
            throw AwsError.serialization("Unable to parse '%s' as a timestamp".formatted(seconds));
        }
    }

    List<String> texts(String name) {
        return list(name).stream()
                .map(value -> {
                    if (value instanceof String text) {
                        return text;
                    }
                    throw wrong("String", value);
                })
                .toList();
    }

    List<Body> bodies(String name) {
        return list(name).stream().map(Body::of).toList();
    }

    /** Returns what is under that name; an empty body where nothing is. */
    Body body(String name) {
        return has(name) ? of(members.get(name)) : EMPTY;
    }

    List<?> list(String name) {
        return optional(name, List.class).orElse(List.of());
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        Object value = members.get(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(type.getSimpleName(), value);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private static AwsError wrong(String expected, @Nullable Object found) {
        return AwsError.serialization("%s cannot be converted to %s"
                .formatted(found == null ? "null" : found.getClass().getSimpleName(), expected));
    }
}
