package io.incidentiq.simulator.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One metric as it is published.
 *
 * @param unit CloudWatch's word for what its values are
 * @param counted whether it is told of how many values a point was made
 */
public record Series(String unit, boolean counted, Look look) {
    static final String COUNT = "Count";
    static final String PERCENT = "Percent";
    static final String SECONDS = "Seconds";
    static final String MILLISECONDS = "Milliseconds";

    /** Looks at one period. */
    @FunctionalInterface
    public interface Look {
        /** Returns what is published of the period by {@code now}; empty where nothing is, or not yet. */
        Optional<Values> at(Instant start, Duration period, Instant now);
    }
}
