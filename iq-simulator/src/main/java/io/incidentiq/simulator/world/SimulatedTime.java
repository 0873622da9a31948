package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until somebody waits. What is to come lies in a queue, ordered by instant, then by insertion; the
 * waiting thread takes it out and so moves the clock.
 *
 * <p>Two locks: {@code world} guards the clock, the queue and the simulated platform, and is never held while a caller's task
 * runs; {@code mover} lets one waiting thread at a time move the clock, so that an instant is over before the next begins.
 */
public final class SimulatedTime implements TimeSource {
    private final Object world = new Object();
    private final ReentrantLock mover = new ReentrantLock(true);
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.<Entry, Instant>comparing(e -> e.at).thenComparingLong(e -> e.sequence));
    private Instant now;
    private long sequence;
    private @Nullable Thread calling;
    private Duration spent = Duration.ZERO;

    public SimulatedTime(Instant start) {
        this.now = start;
    }

    private static final class Entry {
        private final Instant at;
        private final long sequence;
        private final Runnable task;
        /** Whoever sets it decides whether the task runs. */
        private final AtomicBoolean taken = new AtomicBoolean();

        Entry(Instant at, long sequence, Runnable task) {
            this.at = at;
            this.sequence = sequence;
            this.task = task;
        }
    }

    @Override
    public Instant instant() {
        synchronized (world) {
            return now;
        }
    }

    @Override
    public Wakeup schedule(Instant at, Runnable task) {
        synchronized (world) {
            var entry = new Entry(at.isBefore(now) ? now : at, sequence++, task);
            queue.add(entry);
            return () -> entry.taken.set(true);
        }
    }

    /** The call is made by the thread that moves the clock, when it comes to it, with no lock held. */
    @Override
    public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
        var answer = new CompletableFuture<T>();
        synchronized (world) {
            schedule(now, () -> make(portCall, answer));
        }
        return answer;
    }

    private <T extends @Nullable Object> void make(Supplier<T> portCall, CompletableFuture<T> answer) {
        synchronized (world) {
            calling = Thread.currentThread();
            spent = Duration.ZERO;
        }
        Runnable arrival;
        try {
            T value = portCall.get();
            arrival = () -> answer.complete(value);
        } catch (RuntimeException | Error e) {
            arrival = () -> answer.completeExceptionally(e);
        }
        synchronized (world) {
            calling = null;
            schedule(now.plus(spent), arrival);
        }
    }

    /** @throws IllegalStateException if nothing is left to happen and {@code future} still isn't done */
    @Override
    public void await(CompletableFuture<?> future) throws InterruptedException {
        while (!future.isDone()) {
            mover.lockInterruptibly();
            try {
                if (!future.isDone() && !step()) {
                    throw new IllegalStateException(
                            "waited at %s for something that nothing will bring about: no event is left"
                                    .formatted(instant()));
                }
            } finally {
                mover.unlock();
            }
        }
    }

    /** Lets everything up to and including {@code instant} happen. */
    public void advanceTo(Instant instant) {
        mover.lock();
        try {
            while (true) {
                synchronized (world) {
                    Entry next = queue.peek();
                    if (next == null || next.at.isAfter(instant)) {
                        now = instant.isAfter(now) ? instant : now;
                        return;
                    }
                }
                step();
            }
        } finally {
            mover.unlock();
        }
    }

    /** Adds to the latency of the call that is being made; dropped where a port is called directly. */
    public void spend(Duration latency) {
        synchronized (world) {
            if (Thread.currentThread() == calling) {
                spent = spent.plus(latency);
            }
        }
    }

    /** Runs {@code work} while nothing else touches the simulated world. */
    public <T extends @Nullable Object> T exclusively(Supplier<T> work) {
        synchronized (world) {
            return work.get();
        }
    }

    /** Lets something happen in the simulated world {@code delay} from now. */
    public void after(Duration delay, Runnable happening) {
        synchronized (world) {
            schedule(now.plus(delay), () -> {
                synchronized (world) {
                    happening.run();
                }
            });
        }
    }

    /** Takes out the next entry that wasn't cancelled, moves the clock to it and runs it. Returns false if there is none. */
    private boolean step() {
        Entry next;
        synchronized (world) {
            do {
                next = queue.poll();
            } while (next != null && next.taken.get());
            if (next == null) {
                return false;
            }
            now = next.at;
        }
        if (next.taken.compareAndSet(false, true)) {
            next.task.run();
        }
        return true;
    }
}
