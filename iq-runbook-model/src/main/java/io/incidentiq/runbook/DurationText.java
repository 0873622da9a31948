package io.incidentiq.runbook;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations in prose: {@code ~3 min}, {@code 2-3 minutes}, {@code 1.5 hours}, {@code 90s}, {@code an hour}. Longer ones
 * than ten years are none.
 *
 * @param start where it starts in the text, its "about" included
 */
record DurationText(ApproximateDuration duration, int start, int end) {
    private static final String NUMBER = "[0-9]{1,9}+(?:\\.[0-9]{1,6}+)?+";
    private static final Pattern DURATION = Pattern.compile(
            "(?:(?<min>" + NUMBER + ")(?:\\s{0,3}(?:-|–|—|to)\\s{0,3}(?<max>" + NUMBER + "))?|(?:an?|one)\\s(?=\\w\\w))"
                    + "[\\s-]{0,3}(?<unit>ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
                    + "(?![\\w/])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ABOUT =
            Pattern.compile("(?:~|\\b(?:about|around|approx\\.?|approximately)\\s)\\s{0,3}$", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LEAD = 32;
    private static final Duration LONGEST = Duration.ofDays(3660);

    /** Returns the first duration of a text. */
    static Optional<DurationText> first(String text) {
        return firstBehind(text, null);
    }

    /** Returns the first duration behind words that end with {@code lead}; null means behind anything. */
    static Optional<DurationText> firstBehind(String text, @Nullable Pattern lead) {
        Matcher matcher = null;
        for (int i = 0; i < text.length(); i++) {
            if (isNumberStart(text, i)) {
                matcher = matcher == null ? DURATION.matcher(text) : matcher;
                var found = matcher.region(i, text.length()).lookingAt() ? read(text, matcher) : null;
                if (found != null && (lead == null || leadIn(text, found.start(), lead) >= 0)) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isNumberStart(String text, int i) {
        char c = text.charAt(i);
        boolean number = (c >= '0' && c <= '9')
                || ((c == 'a' || c == 'o')
                        && (text.startsWith("a ", i) || text.startsWith("an ", i) || text.startsWith("one ", i)));
        return number && (i == 0 || !isWordPart(text.charAt(i - 1)));
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    /** Returns where the words start that lead up to {@code end}, or -1 if they aren't there. */
    private static int leadIn(String text, int end, Pattern lead) {
        var matcher = lead.matcher(text).region(Math.max(0, end - LONGEST_LEAD), end);
        return matcher.find() ? matcher.start() : -1;
    }

    private static @Nullable DurationText read(String text, Matcher matcher) {
        var unit = unit(matcher.group("unit").toLowerCase(Locale.ROOT));
        var min = matcher.group("min") == null ? unit : times(matcher.group("min"), unit);
        var max = matcher.group("max") == null ? min : times(matcher.group("max"), unit);
        if (max.compareTo(min) < 0 || max.compareTo(LONGEST) > 0) {
            return null;
        }
        int about = leadIn(text, matcher.start(), ABOUT);
        var duration = new ApproximateDuration(new DurationRange(min, max), about >= 0);
        return new DurationText(duration, about >= 0 ? about : matcher.start(), matcher.end());
    }

    private static Duration times(String number, Duration unit) {
        return Duration.ofMillis(new BigDecimal(number)
                .multiply(BigDecimal.valueOf(unit.toMillis()))
                .longValue());
    }

    private static Duration unit(String unit) {
        if (unit.startsWith("ms") || unit.startsWith("milli")) {
            return Duration.ofMillis(1);
        }
        return switch (unit.charAt(0)) {
            case 's' -> Duration.ofSeconds(1);
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            case 'd' -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }
}
