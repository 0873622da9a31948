package io.incidentiq.aws;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A quarter of what the account may call: everybody in it shares the rest. One token bucket per kind of operation, each full at the
 * start. It never waits: who gets no token is told so. Thread-safe.
 */
final class ApiBudget {
    private static final double SHARE = 0.25;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final Map<EcsOperation.Budget, Bucket> buckets = new EnumMap<>(EcsOperation.Budget.class);

    private static final class Bucket {
        double tokens;
        long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    /** @param nanoTime a clock that only grows, such as {@link System#nanoTime} */
    ApiBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        for (EcsOperation.Budget budget : EcsOperation.Budget.values()) {
            buckets.put(budget, new Bucket(budget.burst * SHARE, now));
        }
    }

    /** Takes one call's token, and returns whether there was one. */
    synchronized boolean take(EcsOperation.Budget budget) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.get(budget);
        if (bucket == null) {
            return true;
        }
        double earned = (now - bucket.at) / NANOS * budget.perSecond * SHARE;
        bucket.tokens = Math.min(budget.burst * SHARE, bucket.tokens + earned);
        bucket.at = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }
}
