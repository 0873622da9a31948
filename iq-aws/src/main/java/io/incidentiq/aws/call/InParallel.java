package io.incidentiq.aws.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Calls that don't depend on each other, made at the same time: one round trip instead of many. */
public final class InParallel {
    private static final int THREADS = 32;
    private static final int IDLE_SECONDS = 30;

    /** Daemons that go when idle; when all are busy, the caller's thread does its own work. */
    private static final Executor CALLS = new ThreadPoolExecutor(
            0,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            InParallel::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());

    private InParallel() {}

    private static Thread daemon(Runnable calls) {
        var thread = new Thread(calls, "iq-aws-calls");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns what {@code calls} returned, in their order, once all have ended. Throws what the first of those that failed threw. */
    public static <T> List<T> all(List<Supplier<T>> calls) {
        if (calls.size() < 2) {
            return calls.stream().map(Supplier::get).toList();
        }
        var futures = new ArrayList<CompletableFuture<T>>();
        calls.subList(1, calls.size()).forEach(call -> futures.add(CompletableFuture.supplyAsync(call, CALLS)));
        futures.add(0, CompletableFuture.supplyAsync(calls.get(0), Runnable::run));
        try {
            CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return futures.stream().map(CompletableFuture::join).toList();
    }

    /** Returns what {@code call} returned for each of {@code items}, asked {@code atOnce} a call. */
    public static <I, T> List<T> batches(Collection<I> items, int atOnce, Function<List<I>, T> call) {
        List<I> list = List.copyOf(items);
        var calls = new ArrayList<Supplier<T>>();
        for (int from = 0; from < list.size(); from += atOnce) {
            List<I> batch = list.subList(from, Math.min(list.size(), from + atOnce));
            calls.add(() -> call.apply(batch));
        }
        return all(calls);
    }

    /** Returns {@link #batches} of one item each. */
    public static <I, T> List<T> each(Collection<I> items, Function<I, T> call) {
        return all(
                items.stream().<Supplier<T>>map(item -> () -> call.apply(item)).collect(Collectors.toList()));
    }
}
