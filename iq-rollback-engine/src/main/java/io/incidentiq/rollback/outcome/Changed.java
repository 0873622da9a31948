package io.incidentiq.rollback.outcome;

import java.util.Locale;

/** What our writes did to the platform. */
public enum Changed {
    NO,
    YES,
    UNKNOWN;

    /** Returns {@code no}, {@code yes} or {@code unknown}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
