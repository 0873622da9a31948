package io.incidentiq.simulator.chance;

/** Numbers of well-known distributions from a number in [0, 1). Computed with StrictMath, so that a seed means the same everywhere. */
public final class Draws {
    /** Above, the normal distribution is near enough, and counting up is dear. */
    private static final double MOST_EXACT = 400;

    private static final double MOST_EXACT_BINOMIAL = 100;

    private Draws() {}

    /** Returns a standard normal number. */
    public static double normal(double first, double second) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - first)) * StrictMath.cos(2 * Math.PI * second);
    }

    /** Returns how many of what happens {@code mean} times on average happen. */
    public static long poisson(double mean, double unit, double second) {
        if (mean > MOST_EXACT) {
            return Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * normal(unit, second)));
        }
        double share = StrictMath.exp(-mean);
        long count = 0;
        for (double left = unit - share; left >= 0 && share > 0; left -= share) {
            count++;
            share *= mean / count;
        }
        return count;
    }

    /** Returns how many of {@code trials} come true, each with {@code probability}. */
    public static long binomial(long trials, double probability, double unit, double second) {
        if (probability > 0.5) {
            return trials - binomial(trials, 1 - probability, unit, second);
        }
        double mean = trials * probability;
        if (mean > MOST_EXACT_BINOMIAL) {
            double deviation = StrictMath.sqrt(mean * (1 - probability));
            return Math.max(0, Math.min(trials, Math.round(mean + deviation * normal(unit, second))));
        }
        double odds = probability / (1 - probability);
        double share = StrictMath.pow(1 - probability, (double) trials);
        long count = 0;
        for (double left = unit - share; left >= 0 && count < trials && share > 0; left -= share) {
            share *= odds * (trials - count) / (count + 1);
            count++;
        }
        return count;
    }
}
