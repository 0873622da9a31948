package io.incidentiq.aws.call;

import io.incidentiq.rollback.port.ProviderException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A quarter of what the account may call: everybody in it shares the rest. One token bucket per kind of operation, each full at the
 * start. It never waits: who gets no token is told so. Thread-safe.
 */
public final class ApiBudget {
    private static final double SHARE = 0.25;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final Map<Kind, Bucket> buckets = new EnumMap<>(Kind.class);

    /**
     * What one account may call in one Region, in calls: at once, and per second for good (Amazon ECS, request throttling; Amazon
     * CloudWatch, service quotas).
     */
    public enum Kind {
        SERVICES(100, 20),
        DEPLOYMENTS(50, 20),
        REVISIONS(50, 20),
        DEFINITIONS(50, 20),
        TASKS(100, 20),
        WRITES(50, 5),
        METRICS(50, 50);

        final int burst;
        final int perSecond;

        Kind(int burst, int perSecond) {
            this.burst = burst;
            this.perSecond = perSecond;
        }
    }

    private static final class Bucket {
        double tokens;
        long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    /** @param nanoTime a clock that only grows, such as {@link System#nanoTime} */
    public ApiBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        for (Kind budget : Kind.values()) {
            buckets.put(budget, new Bucket(budget.burst * SHARE, now));
        }
    }

    /**
     * Takes one call out of the budget.
     *
     * @throws ProviderException if {@code asked} must not be sent now
     */
    public void take(Kind kind, AwsOperation asked) {
        if (!take(kind)) {
            throw ProviderException.of(
                    ProviderException.Kind.THROTTLED,
                    asked + " held back: a quarter of the account's calls is used up for now");
        }
    }

    /** Takes one call's token, and returns whether there was one. */
    synchronized boolean take(Kind budget) {
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
