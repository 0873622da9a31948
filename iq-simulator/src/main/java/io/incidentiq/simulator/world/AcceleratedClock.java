package io.incidentiq.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs a fixed number of times as fast as real time. Unmoved by changes of the system's clock. */
public final class AcceleratedClock implements InstantSource {
    private static final double NANOS = 1e9;

    private final Instant start;
    private final double speed;
    private final long startNanos;

    private AcceleratedClock(Instant start, double speed, long startNanos) {
        this.start = start;
        this.speed = speed;
        this.startNanos = startNanos;
    }

    /** Returns a clock that says {@code start} now. */
    public static AcceleratedClock startingAt(Instant start, double speed) {
        return startedAt(System.nanoTime(), start, speed);
    }

    /** Returns a clock that said {@code start} when {@link System#nanoTime} was {@code nanos}. */
    public static AcceleratedClock startedAt(long nanos, Instant start, double speed) {
        return new AcceleratedClock(start, speed, nanos);
    }

    public double speed() {
        return speed;
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
    }

    /** Returns how much real time passes before this clock says {@code instant}; zero if it is past, at most about 290 years. */
    public Duration until(Instant instant) {
        Duration left = Duration.between(instant(), instant);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        double nanos = left.toSeconds() * NANOS + left.toNanosPart();
        return Duration.ofNanos((long) (nanos / speed));
    }
}
