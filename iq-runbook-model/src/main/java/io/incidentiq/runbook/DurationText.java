package io.incidentiq.runbook;

import java.time.Duration;
import java.util.List;
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
            "(?:(" + NUMBER + ")(?:\\s{0,3}(?:-|–|—|to)\\s{0,3}(" + NUMBER + "))?|(?:an?|one)\\s(?=\\w\\w))"
                    + "[\\s-]{0,3}([a-z]{1,12}+)(?![\\w/])",
            Pattern.CASE_INSENSITIVE);
    /** DurationFormat of the calendar, whose length varies or that nobody wrote out, and misspelt units. */
    private static final Pattern UNREAD = Pattern.compile(
            "\\b(?:(?:[0-9]{1,9}|an?|one|last|past|previous|next)\\s{1,3}"
                    + "(?:(?:fortnight|month|year|decade)s?|(?:business|working)\\sdays?)"
                    + "|within\\s{1,3}(?:the\\s{1,3})?[0-9]{1,9}\\s{0,3}(?:sec|min|hou?r|day|wee)[a-z]{0,12})\\b",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> ABOUT = List.of("~", "about", "around", "approx", "approx.", "approximately");
    private static final Duration LONGEST = Duration.ofDays(3660);

    /** Returns the first duration of a text. */
    static Optional<DurationText> first(String text) {
        return first(text, null);
    }

    /** Returns the first duration of a text that stands behind one of some words, in any case. */
    static Optional<DurationText> firstBehind(List<String> words, String text) {
        return first(text, words);
    }

    /** Returns what a person would take for a duration in a text that has none; empty if there is nothing. */
    static Optional<String> unread(String text) {
        var matcher = UNREAD.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static Optional<DurationText> first(String text, @Nullable List<String> lead) {
        for (int i = 0; i < text.length(); i++) {
            if (!isNumberStart(text, i)) {
                continue;
            }
            var matcher = DURATION.matcher(text).region(i, text.length());
            var unit = matcher.lookingAt() ? unit(matcher.group(3)) : null;
            if (unit != null) {
                var found = read(text, matcher, unit);
                if (found != null && (lead == null || startOfLead(text, found.start(), lead) >= 0)) {
                    return Optional.of(found);
                }
                i = matcher.end() - 1;
            }
        }
        return Optional.empty();
    }

    private static boolean isNumberStart(String text, int i) {
        char c = text.charAt(i);
        boolean word = (c == 'a' || c == 'o')
                && (text.startsWith("a ", i) || text.startsWith("an ", i) || text.startsWith("one ", i));
        return ((c >= '0' && c <= '9') || word) && (i == 0 || !isWordPart(text.charAt(i - 1)));
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    /** Returns where the word starts that stands before {@code end} and blanks, or -1 if it is none of {@code words}. */
    private static int startOfLead(String text, int end, List<String> words) {
        int to = end;
        while (to > 0 && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        for (var word : words) {
            int from = to - word.length();
            boolean found = from >= 0 && text.regionMatches(true, from, word, 0, word.length());
            if (found && (from == 0 || !isWordPart(text.charAt(from - 1)))) {
                return from;
            }
        }
        return -1;
    }

    private static @Nullable DurationText read(String text, Matcher matcher, Duration unit) {
        var min = matcher.group(1) == null ? unit : times(matcher.group(1), unit);
        var max = matcher.group(2) == null ? min : times(matcher.group(2), unit);
        if (max.compareTo(min) < 0 || max.compareTo(LONGEST) > 0) {
            return null;
        }
        int about = startOfLead(text, matcher.start(), ABOUT);
        var duration = new ApproximateDuration(new DurationRange(min, max), about >= 0);
        return new DurationText(duration, about >= 0 ? about : matcher.start(), matcher.end());
    }

    private static Duration times(String number, Duration unit) {
        return Duration.ofMillis(Math.round(Double.parseDouble(number) * unit.toMillis()));
    }

    private static @Nullable Duration unit(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "ms", "millisecond", "milliseconds" -> Duration.ofMillis(1);
            case "s", "sec", "secs", "second", "seconds" -> Duration.ofSeconds(1);
            case "m", "min", "mins", "minute", "minutes" -> Duration.ofMinutes(1);
            case "h", "hr", "hrs", "hour", "hours" -> Duration.ofHours(1);
            case "d", "day", "days" -> Duration.ofDays(1);
            case "w", "week", "weeks" -> Duration.ofDays(7);
            default -> null;
        };
    }
}
