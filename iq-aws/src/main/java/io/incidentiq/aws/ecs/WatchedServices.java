package io.incidentiq.aws.ecs;

import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is remembered of services from one look to the next, for an hour after the last one. Thread-safe. */
final class WatchedServices {
    /** Longer than the engine ever goes without a look at a service that it watches. */
    private static final Duration WATCHED_FOR = Duration.ofSeconds(60);

    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final LongSupplier nanoTime;
    private final Map<ServiceId, Watched> services = new HashMap<>();

    private static final class Watched {
        long touchedAt;

        @Nullable
        Long lookedAt;

        @Nullable
        String explained;

        boolean written;
    }

    WatchedServices(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private Watched touched(ServiceId service, long now) {
        services.values().removeIf(w -> now - w.touchedAt > REMEMBERED_FOR.toNanos());
        Watched watched = services.computeIfAbsent(service, s -> new Watched());
        watched.touchedAt = now;
        return watched;
    }

    /** Notes a look at {@code service}, and returns whether it is the first, or the first for long. */
    synchronized boolean isNew(ServiceId service) {
        long now = nanoTime.getAsLong();
        Watched watched = touched(service, now);
        Long before = watched.lookedAt;
        watched.lookedAt = now;
        return before == null || now - before > WATCHED_FOR.toNanos();
    }

    /** Notes that {@code service} was written to: what explained it before no longer does. */
    synchronized void written(ServiceId service) {
        Watched watched = touched(service, nanoTime.getAsLong());
        watched.written = true;
        watched.explained = null;
    }

    synchronized boolean isWritten(ServiceId service) {
        Watched watched = services.get(service);
        return watched != null && watched.written;
    }

    /** Notes that all is known of {@code situation} that there is to know. */
    synchronized void explain(ServiceId service, String situation) {
        touched(service, nanoTime.getAsLong()).explained = situation;
    }

    synchronized boolean isExplained(ServiceId service, String situation) {
        Watched watched = services.get(service);
        return watched != null && situation.equals(watched.explained);
    }

    /** Returns how many are remembered. */
    synchronized int size() {
        return services.size();
    }
}
