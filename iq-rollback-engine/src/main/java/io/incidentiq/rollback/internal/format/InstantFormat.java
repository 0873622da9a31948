package io.incidentiq.rollback.internal.format;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points in time: how people read them, and how they lie to each other. */
public final class InstantFormat {
    private InstantFormat() {}

    /** Returns {@code 2026-02-14T02:01:00Z}: whole seconds, as they are typed. */
    public static String words(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns the later of the two. */
    public static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns the edge of a period at or before {@code instant}; periods are counted from the epoch, in whole seconds. */
    public static Instant floor(Instant instant, Duration period) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
}
