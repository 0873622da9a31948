package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notices that a clock was set, or that the machine slept: between two looks it moved by another time than went by. */
final class ClockWatch {
    /** A clock that is corrected little by little, and a pause between two readings, stay far below. */
    private static final Duration TOLERANCE = Defaults.CLOCK_JUMP.duration();

    private final TimeSource time;
    private final Duration tolerance;
    private Instant shown;
    private Duration elapsed;

    ClockWatch(TimeSource time) {
        this.time = time;
        this.tolerance = new BoundedCalls(time).byTheClock(TOLERANCE);
        this.shown = time.instant();
        this.elapsed = time.elapsed();
    }

    /** Returns by how much it jumped since the last look; negative if back. */
    Optional<Duration> jump() {
        Instant now = time.instant();
        Duration gone = time.elapsed();
        Duration by = Duration.between(shown, now).minus(gone.minus(elapsed));
        shown = now;
        elapsed = gone;
        return by.abs().compareTo(tolerance) > 0 ? Optional.of(by) : Optional.empty();
    }
}
