package io.incidentiq.simulator.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs a fixed number of times as fast as real time. Unmoved by changes of the system's clock. */
final class AcceleratedClock implements InstantSource {
    private final Instant start;
    private final double speed;
    private final long startNanos;

    private AcceleratedClock(Instant start, double speed, long startNanos) {
        this.start = start;
        this.speed = speed;
        this.startNanos = startNanos;
    }

    /** Returns a clock that says {@code start} now. */
    static AcceleratedClock startingAt(Instant start, double speed) {
        return new AcceleratedClock(start, speed, System.nanoTime());
    }

    double speed() {
        return speed;
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
    }

    /** Returns how much real time passes before this clock says {@code instant}; zero if it is past. */
    Duration until(Instant instant) {
        Duration left = Duration.between(instant(), instant);
        return left.isNegative() ? Duration.ZERO : Duration.ofNanos((long) (left.toNanos() / speed));
    }
}
