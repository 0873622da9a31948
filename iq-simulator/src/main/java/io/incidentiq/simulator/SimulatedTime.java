package io.incidentiq.simulator;

import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A virtual clock: a queue of what is to come, moved by whoever waits. A port call takes effect at once and is answered when the
 * latency that it {@link #spend spends} has passed. Thread-safe: one thread moves the world at a time.
 */
public final class SimulatedTime implements TimeSource {
    private final PriorityQueue<Task> queue =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
    private Instant now;
    private long order;
    private Duration spent = Duration.ZERO;

    private record Task(Instant at, long order, Runnable action) {}

    /** Begins at {@code start}. */
    public SimulatedTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Wakeup schedule(Instant at, Runnable task) {
        var entry = new Task(at.isBefore(now) ? now : at, order++, task);
        queue.add(entry);
        return () -> remove(entry);
    }

    private synchronized void remove(Task task) {
        queue.remove(task);
    }

    @Override
    public synchronized <T extends @org.jspecify.annotations.Nullable Object> CompletableFuture<T> call(
            Supplier<T> portCall) {
        var answer = new CompletableFuture<T>();
        spent = Duration.ZERO;
        Runnable completion;
        try {
            T value = portCall.get();
            completion = () -> answer.complete(value);
        } catch (RuntimeException e) {
            completion = () -> answer.completeExceptionally(e);
        }
        schedule(now.plus(spent), completion);
        return answer;
    }

    /** Makes the port call under way take longer; without one it has no effect. */
    public synchronized void spend(Duration latency) {
        spent = spent.plus(latency);
    }

    /**
     * Moves the world until {@code future} is done.
     *
     * @throws IllegalStateException if nothing is left to happen and it still isn't
     */
    @Override
    public void await(CompletableFuture<?> future) throws InterruptedException {
        while (!future.isDone()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting at " + instant());
            }
            step();
        }
    }

    /** Moves the world to {@code instant}, through all that happens until then. */
    public synchronized void runUntil(Instant instant) {
        while (!queue.isEmpty() && !queue.element().at().isAfter(instant)) {
            step();
        }
        now = instant.isAfter(now) ? instant : now;
    }

    private synchronized void step() {
        Task next = queue.poll();
        if (next == null) {
            throw new IllegalStateException(
                    "nothing is left to happen at " + now + ", and what is waited for did not come");
        }
        now = next.at();
        next.action().run();
    }
}
