package io.incidentiq.rollback.port;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock, and all that depends on it: when to wake, how calls run side by side, how to wait for an end. One source for all of
 * it, so that a simulated world moves as one. Thread-safe.
 */
public interface TimeSource extends InstantSource {
    /** Returns what time it is. */
    @Override
    Instant instant();

    /**
     * Returns how many times as fast as real time it runs; 1 by default. What answers over a network needs real time, so that the engine
     * waits for it that much longer by this clock.
     */
    default double pace() {
        return 1;
    }

    /**
     * Returns how much time has gone by since a fixed but arbitrary moment, by a clock that nobody sets: it only moves on, at this
     * source's pace. A source whose {@link #instant} can jump must override this; by default it follows {@link #instant}. Whether it
     * goes on while the machine sleeps is the machine's affair.
     */
    default Duration elapsed() {
        return Duration.between(Instant.EPOCH, instant());
    }

    /** Runs {@code task} at {@code at}, or as soon as possible if that is past. It must be short and must not block. */
    Wakeup schedule(Instant at, Runnable task);

    /**
     * Runs {@code task} when {@code delay} has gone by, or as soon as possible if it isn't positive, as {@link #schedule} does. A source
     * whose {@link #instant} can jump must override this, so that a wait doesn't follow the jump.
     */
    default Wakeup schedule(Duration delay, Runnable task) {
        return schedule(instant().plus(delay), task);
    }

    /**
     * Starts a call to a port and returns at once. Calls started together run at the same time; under simulated time one after
     * another, in the order in which they were started, each answered when its latency has passed.
     *
     * @return completes with what the call returns or throws
     */
    <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall);

    /**
     * Waits until {@code future} is done, however it ends. Under simulated time the waiting thread is the one that moves the
     * world.
     *
     * @throws InterruptedException if the waiting thread is interrupted; nothing else changes
     */
    void await(CompletableFuture<?> future) throws InterruptedException;

    /** A task to come. */
    @FunctionalInterface
    interface Wakeup {
        /** Makes sure that the task will not start any more. Does nothing once it has. */
        void cancel();
    }

    /**
     * Returns the real time.
     *
     * @param executor runs port calls, which block on the network, and the engine's own steps between them, on threads of its own. Where
     *     it takes no more, or all its threads hang, waits come to their end all the same; a call that it would run on the thread that
     *     keeps the time is refused
     */
    static TimeSource system(Executor executor) {
        return new SystemTime(Objects.requireNonNull(executor, "executor"));
    }
}
