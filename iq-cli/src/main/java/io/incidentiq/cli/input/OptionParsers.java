package io.incidentiq.cli.input;

import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.internal.format.InstantFormat;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which durations, instants, statements and addresses are typed. */
public final class OptionParsers {
    /** By how much clocks may differ. */
    static final Duration SKEW = Duration.ofMinutes(1);

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

    private OptionParsers() {}

    /** Reads {@code 90s}, {@code 20m} or {@code PT20M}. */
    static Duration duration(String option, String text) {
        return span(text)
                .orElseThrow(() -> CliError.usage(
                        "%s '%s': expected a duration such as 90s, 20m or PT20M".formatted(option, text)));
    }

    private static Optional<Duration> span(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Reads ISO-8601 with an offset, or {@code -25m} before {@code now}. */
    public static Instant instant(String option, String text, Instant now) {
        try {
            return text.startsWith("-")
                    ? now.minus(span(text.substring(1)).orElseThrow(() -> time(option, text)))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw time(option, text);
        }
    }

    /** Reads a time as {@link #instant} does; one that is still to come is a local time written as UTC, or a slip. */
    static Instant past(String option, String text, Instant now) {
        Instant instant = instant(option, text, now);
        if (instant.isAfter(now.plus(SKEW))) {
            throw CliError.usage("%s '%s': it is in the future, now it is %s; a local time needs its own offset, not Z"
                    .formatted(option, text, InstantFormat.words(now)));
        }
        return instant;
    }

    private static CliError time(String option, String text) {
        return CliError.usage("%s '%s': expected a time with its offset such as 2026-02-14T02:01:00Z, or -25m"
                .formatted(option, text));
    }

    /** Reads {@code GATE=WHO[:NOTE]}. */
    static Statement statement(String option, String text, boolean override) {
        int equals = text.indexOf('=');
        String form = override ? "GATE=WHO:NOTE" : "GATE=WHO[:NOTE]";
        if (equals < 1) {
            throw CliError.usage("%s '%s': expected %s".formatted(option, text, form));
        }
        String rest = text.substring(equals + 1);
        int colon = rest.indexOf(':');
        String who = colon < 0 ? rest : rest.substring(0, colon);
        String note = colon < 0 ? "" : rest.substring(colon + 1);
        if (who.isBlank() || (override && note.isBlank())) {
            throw CliError.usage("%s '%s': expected %s, with a name%s"
                    .formatted(option, text, form, override ? " and a reason" : ""));
        }
        if (Statement.isPlaceholderName(who) || Statement.isPlaceholderNote(note)) {
            boolean nobody = Statement.isPlaceholderName(who);
            throw CliError.usage("%s '%s': '%s' is a placeholder; write %s in its place"
                    .formatted(option, text, nobody ? who : note, nobody ? "who says so" : "why"));
        }
        return new Statement(text.substring(0, equals), who, note, override);
    }

    /** Reads {@code NAME=VALUE}. */
    static Map.Entry<String, String> pair(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw CliError.usage("%s '%s': expected NAME=VALUE".formatted(option, text));
        }
        return Map.entry(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Reads an http or https address; the message doesn't repeat it, since it may be a secret. */
    public static URI address(String option, String text) {
        try {
            var uri = URI.create(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the text
        }
        throw CliError.usage(option + ": expected an http or https address with a host");
    }
}
