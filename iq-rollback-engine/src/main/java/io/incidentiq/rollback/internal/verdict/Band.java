package io.incidentiq.rollback.internal.verdict;

/**
 * A level with what it may be: in 95 of 100 cases the service's own rate lies between {@code low} and {@code high}.
 *
 * @param rate the share of bad events that was seen
 */
public record Band(double low, double rate, double high) {
    private static final double SURE = 1.96;

    /** Returns the band of {@code events}, where the rate wanders as it does in {@code baseline}. */
    public static Band of(Traffic events, Traffic baseline) {
        return of(events.pool(), Noise.of(baseline));
    }

    /** Returns the band of {@code events} by the chance of counting alone, as if the rate didn't wander. */
    public static Band ofCounting(Traffic events) {
        return of(events.pool(), new Noise(0, 0));
    }

    static Band of(Pool pool, Noise noise) {
        if (pool.total() <= 0) {
            return new Band(0, 0, 1);
        }
        double middle = pool.bad() + 0.5;
        double wandering = SURE * SURE * noise.variance(pool.periods());
        double down = Math.log(middle / gamma(pool.bad(), -SURE));
        double up = Math.log(gamma(pool.bad() + 1, SURE) / middle);
        double low = pool.bad() > 0 ? middle * Math.exp(-Math.sqrt(down * down + wandering)) : 0;
        double high = middle * Math.exp(Math.sqrt(up * up + wandering));
        return new Band(
                Math.min(low / pool.total(), pool.rate()),
                pool.rate(),
                Math.max(Math.min(1, high / pool.total()), pool.rate()));
    }

    /** Returns a quantile of the gamma distribution (Wilson and Hilferty). */
    private static double gamma(double shape, double z) {
        double a = Math.max(shape, 0.5);
        double root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
        return a * Math.pow(Math.max(root, 0.05), 3);
    }
}
