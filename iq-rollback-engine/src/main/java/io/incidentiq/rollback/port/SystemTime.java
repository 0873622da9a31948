package io.incidentiq.rollback.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The machine's clock and the caller's threads. */
final class SystemTime implements TimeSource {
    /** No task needs to wait longer; keeps an instant that never comes from overflowing. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /** How long a task waits for the executor. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Set on the thread that keeps the time, which all of the process shares: no port call may block it. */
    private static final ThreadLocal<Boolean> ON_TIMER = new ThreadLocal<>();

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
        due.thenRun(() -> onTimer(() -> execute(task)));
        return () -> due.cancel(false);
    }

    /**
     * Tasks are short and must not get lost: where the executor takes no more, or hasn't come to one after a second because port calls
     * hang in all its threads, the thread that keeps the time runs it.
     */
    private void execute(Runnable task) {
        var begun = new AtomicBoolean();
        Runnable once = () -> {
            if (begun.compareAndSet(false, true)) {
                task.run();
            }
        };
        var late = new CompletableFuture<Boolean>().completeOnTimeout(true, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        late.thenRun(() -> onTimer(once));
        try {
            executor.execute(() -> {
                late.cancel(false);
                once.run();
            });
        } catch (RejectedExecutionException e) {
            late.cancel(false);
            once.run();
        }
    }

    private static void onTimer(Runnable task) {
        ON_TIMER.set(true);
        try {
            task.run();
        } finally {
            ON_TIMER.remove();
        }
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
        Thread caller = Thread.currentThread();
        boolean mustNotBlock = Boolean.TRUE.equals(ON_TIMER.get());
        return CompletableFuture.supplyAsync(
                () -> {
                    if (mustNotBlock && Thread.currentThread() == caller) {
                        throw new RejectedExecutionException(
                                "the executor runs calls on the thread that keeps the time");
                    }
                    return portCall.get();
                },
                executor);
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
