package io.incidentiq.runbook;

import java.time.Duration;

/** A duration between two bounds, both included; "3 minutes" is one with equal bounds. */
public record DurationRange(Duration min, Duration max) {
    /** @throws IllegalArgumentException if {@code min} is negative or above {@code max} */
    public DurationRange {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("expected 0 <= min <= max, found " + min + " and " + max);
        }
    }
}
