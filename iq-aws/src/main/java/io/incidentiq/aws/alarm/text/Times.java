package io.incidentiq.aws.alarm.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** The forms in which CloudWatch writes times. What can't be meant is empty. */
public final class Times {
    private static final Instant FIRST = Instant.parse("2009-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    /** {@code 2026-02-14T02:05:00.123+0000} in alarms, {@code 2026-02-14T02:05:00Z} around them. */
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** {@code 14/02/26 02:03:00}, in UTC, between the words of a reason. */
    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("dd/MM/uu HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private Times() {}

    public static Optional<Instant> instant(String text) {
        try {
            return plausible(OffsetDateTime.parse(text, WITH_OFFSET).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Instant> inWords(String text) {
        try {
            return plausible(LocalDateTime.parse(text, IN_WORDS).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> plausible(Instant instant) {
        return instant.isBefore(FIRST) || instant.isAfter(LAST) ? Optional.empty() : Optional.of(instant);
    }
}
