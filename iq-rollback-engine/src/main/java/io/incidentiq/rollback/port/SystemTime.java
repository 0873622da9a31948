package io.incidentiq.rollback.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The machine's clock and the caller's threads. */
final class SystemTime implements TimeSource {
    /** No task needs to wait longer; keeps an instant that never comes from overflowing. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Executor executor;

    SystemTime(Executor executor) {
        this.executor = executor;
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime());
    }

    @Override
    public Wakeup schedule(Instant at, Runnable task) {
        Instant now = Instant.now();
        return schedule(Duration.between(now, at), task);
    }

    @Override
    public Wakeup schedule(Duration delay, Runnable task) {
        Duration wait = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        long millis = wait.isNegative() ? 0 : wait.plusNanos(999_999).toMillis();
        var due = new CompletableFuture<Boolean>().completeOnTimeout(true, millis, TimeUnit.MILLISECONDS);
        due.thenRun(() -> execute(task));
        return () -> due.cancel(false);
    }

    /** Tasks are short and must not get lost: where the executor takes no more, the thread that keeps the time runs them. */
    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
        return CompletableFuture.supplyAsync(portCall, executor);
    }

    @Override
    public void await(CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException | CancellationException e) {
            return; // how it ended is the caller's to read from the future
        }
    }
}
