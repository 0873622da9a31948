package io.incidentiq.simulator.aws.cloudwatch;

import java.time.Instant;

/**
 * Values of a metric at one instant, as somebody put them: one value once or many times, or a statistic set of many values.
 *
 * @param times how many values these are; CloudWatch takes fractions
 */
record Sample(Instant at, double times, double sum, double least, double most, String unit) {
    static Sample of(Instant at, double value, double times, String unit) {
        return new Sample(at, times, value * times, value, value, unit);
    }

    /** Returns whether each value is known, since all are the same. */
    boolean alike() {
        return least == most;
    }
}
