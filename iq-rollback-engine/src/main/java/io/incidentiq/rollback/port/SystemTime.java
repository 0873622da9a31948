package io.incidentiq.rollback.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The machine's clock and the caller's threads. */
final class SystemTime implements TimeSource {
    private final Executor executor;

    SystemTime(Executor executor) {
        this.executor = executor;
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Wakeup schedule(Instant at, Runnable task) {
        long delayMillis = Math.max(
                0,
                Duration.between(Instant.now(), capped(at)).plusNanos(999_999).toMillis());
        var future = CompletableFuture.runAsync(
                task, CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS, executor));
        return () -> future.cancel(false);
    }

    /** An instant that never comes must not overflow the delay. */
    private static Instant capped(Instant at) {
        Instant far = Instant.now().plus(Duration.ofDays(365));
        return at.isAfter(far) ? far : at;
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
