package io.incidentiq.aws.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Reads that several ask for at about the same time, made once. Only successful ones are kept, and only for moments. Thread-safe. */
public final class RecentReads<K, V> {
    private final Duration validFor;
    private final LongSupplier nanoTime;
    private final Map<K, Read<V>> reads = new HashMap<>();

    private record Read<V>(CompletableFuture<V> value, long begunAt) {}

    public RecentReads(Duration validFor, LongSupplier nanoTime) {
        this.validFor = validFor;
        this.nanoTime = nanoTime;
    }

    /** Returns what a read that began within the last moments found; otherwise reads, on the caller's thread. */
    public V get(K key, Function<K, V> read) {
        var mine = new CompletableFuture<V>();
        CompletableFuture<V> value = begin(key, mine);
        if (value == mine) {
            try {
                mine.complete(read.apply(key));
            } catch (RuntimeException | Error e) {
                forget(key);
                mine.completeExceptionally(e);
                throw e;
            }
        }
        try {
            return value.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private synchronized CompletableFuture<V> begin(K key, CompletableFuture<V> mine) {
        long now = nanoTime.getAsLong();
        reads.values().removeIf(r -> now - r.begunAt > validFor.toNanos());
        return reads.computeIfAbsent(key, k -> new Read<>(mine, now)).value;
    }

    /** Makes the next one read anew. */
    public synchronized void forget(K key) {
        reads.remove(key);
    }
}
