package io.incidentiq.runbook;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in prose: {@code ~3 min}, {@code 2-3 minutes}, {@code 1.5 hours}, {@code 90s}, {@code an hour}. Longer ones
 * than ten years are none.
 *
 * @param start where it starts in the text, its "about" included
 */
record DurationText(ApproximateDuration duration, int start, int end) {
    private static final String NUMBER = "[0-9]{1,9}+(?:\\.[0-9]{1,6}+)?+";
    private static final Pattern DURATION = Pattern.compile(
            "(?<![\\w.])(?<about>(?:~|about |around |approx\\. |approximately )\\s{0,3})?"
                    + "(?:(?<min>" + NUMBER + ")(?:\\s{0,3}(?:-|–|—|to)\\s{0,3}(?<max>" + NUMBER
                    + "))?|(?<one>an?|one)\\s)"
                    + "[\\s-]{0,3}(?<unit>ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
                    + "(?![\\w/])",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LEAD = 32;
    private static final Duration LONGEST = Duration.ofDays(3660);

    /** Returns the first duration of a text. */
    static Optional<DurationText> first(String text) {
        return firstBehind(text, null);
    }

    /** Returns the first duration behind words that end with {@code lead}; null means behind anything. */
    static Optional<DurationText> firstBehind(String text, @org.jspecify.annotations.Nullable Pattern lead) {
        var matcher = DURATION.matcher(text);
        while (matcher.find()) {
            var found = read(matcher);
            if (found.isPresent() && (lead == null || isBehind(text, matcher.start(), lead))) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isBehind(String text, int start, Pattern lead) {
        return lead.matcher(text)
                .region(Math.max(0, start - LONGEST_LEAD), start)
                .find();
    }

    private static Optional<DurationText> read(Matcher matcher) {
        if (matcher.group("one") != null && matcher.group("unit").length() == 1) {
            return Optional.empty();
        }
        var unit = unit(matcher.group("unit").toLowerCase(Locale.ROOT));
        var min = matcher.group("one") != null ? unit : times(matcher.group("min"), unit);
        var max = matcher.group("max") == null ? min : times(matcher.group("max"), unit);
        if (max.compareTo(min) < 0 || max.compareTo(LONGEST) > 0) {
            return Optional.empty();
        }
        var duration = new ApproximateDuration(new DurationRange(min, max), matcher.group("about") != null);
        return Optional.of(new DurationText(duration, matcher.start(), matcher.end()));
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
