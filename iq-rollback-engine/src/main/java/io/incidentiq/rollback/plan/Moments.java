package io.incidentiq.rollback.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A point in time, for people. */
public final class Moments {
    private Moments() {}

    /** Returns {@code 2026-02-14T02:01:00Z}: whole seconds, as they are typed. */
    public static String words(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
