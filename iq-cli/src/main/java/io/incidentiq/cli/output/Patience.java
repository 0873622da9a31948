package io.incidentiq.cli.output;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits a moment for what may take for ever, such as a reader who stopped reading. What works at all is done within it. */
public final class Patience {
    public static final Duration MOMENT = Duration.ofSeconds(2);

    private Patience() {}

    /**
     * Returns what {@code work} returns, which a thread of its own does.
     *
     * @throws TimeoutException once the moment is over; the work goes on
     */
    static <T> T await(Callable<T> work) throws IOException, TimeoutException {
        var done = new CompletableFuture<T>();
        inBackground(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException trouble ? trouble : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Work that leaves nothing but its trouble. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /**
     * Does the work on a thread of its own.
     *
     * @throws TimeoutException once the moment is over; the work goes on
     */
    public static void run(Work work) throws IOException, TimeoutException {
        await(() -> {
            work.run();
            return true;
        });
    }

    /** Starts {@code work} on a thread that keeps no process alive. */
    public static void inBackground(Runnable work) {
        var thread = new Thread(work, "iq-patience");
        thread.setDaemon(true);
        thread.start();
    }
}
