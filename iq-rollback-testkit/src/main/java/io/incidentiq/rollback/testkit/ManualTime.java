package io.incidentiq.rollback.testkit;

import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it. Tasks run on the thread that moves it, by instant, then in the order in which they
 * were scheduled; a call to a port takes no time. Thread-safe; one thread at a time moves the world.
 */
public final class ManualTime implements TimeSource {
    private record Entry(Instant at, long number, Runnable task) {}

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::number));
    private final ReentrantLock mover = new ReentrantLock();
    private Instant now;
    private long scheduled;

    private ManualTime(Instant now) {
        this.now = now;
    }

    /** Returns a time that stands at {@code start}, with nothing to come. */
    public static ManualTime startingAt(Instant start) {
        return new ManualTime(start);
    }

    @Override
    public Instant instant() {
        synchronized (queue) {
            return now;
        }
    }

    @Override
    public Wakeup schedule(Instant at, Runnable task) {
        synchronized (queue) {
            var entry = new Entry(at, scheduled++, task);
            queue.add(entry);
            return () -> {
                synchronized (queue) {
                    queue.remove(entry);
                }
            };
        }
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
        return CompletableFuture.supplyAsync(portCall, task -> schedule(instant(), task));
    }

    /**
     * Runs what is to come, moving the clock with it, until {@code future} is done.
     *
     * @throws IllegalStateException if nothing is to come that could complete it
     */
    @Override
    public void await(CompletableFuture<?> future) throws InterruptedException {
        mover.lockInterruptibly();
        try {
            while (!future.isDone()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting at " + instant());
                }
                if (!runNext(Instant.MAX) && !future.isDone()) {
                    throw new IllegalStateException(
                            "expected a task that completes the future, found nothing scheduled at " + instant());
                }
            }
        } finally {
            mover.unlock();
        }
    }

    /**
     * Runs all that is due within {@code duration}, including what becomes due meanwhile, then stands {@code duration} later.
     * With {@link Duration#ZERO}, runs what is due now.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must be >= 0, found " + duration);
        }
        mover.lock();
        try {
            Instant end = instant().plus(duration);
            while (runNext(end)) {} // runs what is due
            synchronized (queue) {
                now = later(now, end);
            }
        } finally {
            mover.unlock();
        }
    }

    /** Runs until nothing is to come, moving the clock to the last task. A task that always schedules another never ends it. */
    public void runUntilIdle() {
        mover.lock();
        try {
            while (runNext(Instant.MAX)) {} // runs what is to come
        } finally {
            mover.unlock();
        }
    }

    private boolean runNext(Instant end) {
        Entry next;
        synchronized (queue) {
            next = queue.peek();
            if (next == null || next.at.isAfter(end)) {
                return false;
            }
            queue.remove();
            now = later(now, next.at);
        }
        next.task.run();
        return true;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
