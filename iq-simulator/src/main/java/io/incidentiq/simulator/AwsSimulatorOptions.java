package io.incidentiq.simulator;

import io.incidentiq.simulator.aws.AwsFault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the simulated AWS is served. Immutable; every {@code with} returns a copy. */
public final class AwsSimulatorOptions {
    private static final int MAX_PORT = 65_535;
    private static final double MAX_SPEED = 100_000;

    private final int port;
    private final double speed;
    private final long seed;
    private final @Nullable Instant start;
    private final List<AwsFault> faults;

    private AwsSimulatorOptions(int port, double speed, long seed, @Nullable Instant start, List<AwsFault> faults) {
        this.port = port;
        this.speed = speed;
        this.seed = seed;
        this.start = start;
        this.faults = faults;
    }

    /** Returns any free port, real time, seed 1, starting now, no faults but the scenario's. */
    public static AwsSimulatorOptions defaults() {
        return new AwsSimulatorOptions(0, 1, 1, null, List.of());
    }

    /**
     * Returns a copy that serves on {@code port}; 0 means any free one.
     *
     * @throws IllegalArgumentException unless it is in 0..65535
     */
    public AwsSimulatorOptions withPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be in 0..65535, found " + port);
        }
        return new AwsSimulatorOptions(port, speed, seed, start, faults);
    }

    /**
     * Returns a copy whose clock runs {@code speed} times as fast as real time.
     *
     * @throws IllegalArgumentException unless it is above 0 and at most 100000
     */
    public AwsSimulatorOptions withSpeed(double speed) {
        if (!(speed > 0 && speed <= MAX_SPEED)) {
            throw new IllegalArgumentException("speed must be above 0 and at most 100000, found " + speed);
        }
        return new AwsSimulatorOptions(port, speed, seed, start, faults);
    }

    /** Returns a copy with this seed. */
    public AwsSimulatorOptions withSeed(long seed) {
        return new AwsSimulatorOptions(port, speed, seed, start, faults);
    }

    /** Returns a copy whose clock begins at {@code start}, where the scenario's past ends. */
    public AwsSimulatorOptions withStart(Instant start) {
        return new AwsSimulatorOptions(port, speed, seed, start, faults);
    }

    /** Returns a copy with these faults, beside what trouble the scenario has. */
    public AwsSimulatorOptions withFaults(AwsFault... faults) {
        return new AwsSimulatorOptions(port, speed, seed, start, List.of(faults));
    }

    int port() {
        return port;
    }

    double speed() {
        return speed;
    }

    long seed() {
        return seed;
    }

    /** Returns when the clock begins; {@code now} unless it was set. */
    Instant startOr(Instant now) {
        return start == null ? now : start;
    }

    List<AwsFault> faults() {
        return faults;
    }
}
