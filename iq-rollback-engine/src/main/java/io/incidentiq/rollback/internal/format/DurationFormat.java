package io.incidentiq.rollback.internal.format;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;

/** How long something takes, for people. */
public final class DurationFormat {
    private DurationFormat() {}

    /** Returns {@code 2 min 17 s}, {@code 3 min}, {@code 26 h}, {@code 4.999 s} or {@code 0 s}: exact, from hours down. */
    public static String words(Duration span) {
        var parts = new ArrayList<String>();
        if (span.toHours() > 0) {
            parts.add(span.toHours() + " h");
        }
        if (span.toMinutesPart() > 0) {
            parts.add(span.toMinutesPart() + " min");
        }
        if (span.toSecondsPart() > 0 || span.toMillisPart() > 0 || parts.isEmpty()) {
            parts.add(seconds(span));
        }
        return String.join(" ", parts);
    }

    /** Returns {@link #words} without what is less than a second. */
    public static String wholeSeconds(Duration span) {
        return words(span.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns the two largest units that matter, rounded down: {@code 6 days}, {@code 3 h 20 min}, {@code 40 s}. */
    public static String roughly(Duration span) {
        if (span.toDays() >= 2) {
            return span.toDays() + " days";
        }
        return words(span.toHours() > 0 ? Duration.ofMinutes(span.toMinutes()) : Duration.ofSeconds(span.toSeconds()));
    }

    private static String seconds(Duration span) {
        String millis = span.toMillisPart() == 0 ? "" : ".%03d".formatted(span.toMillisPart());
        return span.toSecondsPart() + millis.replaceFirst("0+$", "") + " s";
    }
}
