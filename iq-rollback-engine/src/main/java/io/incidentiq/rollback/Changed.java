package io.incidentiq.rollback;

import java.util.Locale;

/** What our writes did to the platform. */
public enum Changed {
    /** None was sent, or none was accepted. */
    NO,
    /**
     * The platform accepted one. It accepts a stop also of a deployment that somebody else stopped a moment before; whose stop did it,
     * no later read tells.
     */
    YES,
    /** One may have been accepted: its answer is lost. */
    UNKNOWN;

    /** Returns {@code no}, {@code yes} or {@code unknown}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
