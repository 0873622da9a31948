package io.incidentiq.simulator.aws.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says: names to text, numbers, truth values, instants, lists and further bodies. A value of the wrong type is a SerializationException. */
public record Body(Map<?, ?> members) {
    public static final Body EMPTY = new Body(Map.of());

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    /**
     * Returns the members of a structure.
     *
     * @throws AwsError unless {@code value} is one
     */
    public static Body of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Body(map);
        }
        throw wrong("Start of structure", value);
    }

    public boolean has(String name) {
        return members.get(name) != null;
    }

    public Optional<String> text(String name) {
        return optional(name, String.class);
    }

    /** Returns the text, or empty where it is missing. */
    public String textOr(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /**
     * Returns a member that must be there.
     *
     * @throws AwsError {@code InvalidParameterException} where it is missing or blank
     */
    public String required(String name) {
        return text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> AwsError.invalidParameter(
                        "%s cannot be blank.".formatted(Character.toUpperCase(name.charAt(0)) + name.substring(1))));
    }

    public boolean flag(String name) {
        return optional(name, Boolean.class).orElse(false);
    }

    public Optional<Number> number(String name) {
        return optional(name, Number.class);
    }

    /** Reads epoch seconds, an instant, or ISO-8601. */
    public Optional<Instant> instant(String name) {
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

    public List<String> texts(String name) {
        return list(name).stream()
                .map(value -> {
                    if (value instanceof String text) {
                        return text;
                    }
                    throw wrong("String", value);
                })
                .toList();
    }

    public List<Body> bodies(String name) {
        return list(name).stream().map(Body::of).toList();
    }

    /** Returns what is under that name; an empty body where nothing is. */
    public Body body(String name) {
        return has(name) ? of(members.get(name)) : EMPTY;
    }

    public List<?> list(String name) {
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
