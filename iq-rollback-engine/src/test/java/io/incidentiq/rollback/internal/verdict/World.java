package io.incidentiq.rollback.internal.verdict;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A made-up service whose true rates are known: binomial errors, and, where its noise is correlated, a rate that wanders. */
final class World {
    private static final double SPREAD = 0.25;
    private static final double MEMORY = 0.7;

    /** The logs of such rates are normal with this variance, and correlated so that the rates are by {@link #MEMORY}. */
    private static final double LOG_VARIANCE = Math.log1p(SPREAD);

    private static final double LOG_MEMORY = Math.log1p(MEMORY * SPREAD) / LOG_VARIANCE;

    private final SplittableRandom random;
    private final boolean correlated;
    private double state;

    World(long seed, boolean correlated) {
        this.random = new SplittableRandom(seed);
        this.correlated = correlated;
        this.state = random.nextGaussian();
    }

    /** Lets some periods pass; returns by what factors their rates wander. */
    double[] factors(int periods) {
        double[] factors = new double[periods];
        Arrays.setAll(factors, i -> correlated ? factor() : 1);
        return factors;
    }

    private double factor() {
        double factor = Math.exp(Math.sqrt(LOG_VARIANCE) * state - LOG_VARIANCE / 2);
        state = LOG_MEMORY * state + Math.sqrt(1 - LOG_MEMORY * LOG_MEMORY) * random.nextGaussian();
        return factor;
    }

    /** Returns what is counted at {@code rate}. */
    Traffic traffic(double rate, int each, double[] factors) {
        double[] total = new double[factors.length];
        Arrays.fill(total, each);
        double[] bad = Arrays.stream(factors)
                .map(f -> binomial(each, Math.min(1, f * rate)))
                .toArray();
        return Traffic.of(bad, total);
    }

    int binomial(int n, double p) {
        return p > 0.5 ? n - few(n, 1 - p) : few(n, p);
    }

    /** By inversion, in parts that don't underflow. */
    private int few(int n, double p) {
        int sum = 0;
        for (int left = n; left > 0; left -= 900) {
            sum += inverted(Math.min(left, 900), p);
        }
        return sum;
    }

    private int inverted(int n, double p) {
        double odds = p / (1 - p);
        double chance = Math.pow(1 - p, n);
        double left = random.nextDouble();
        int x = 0;
        while (left > chance && x < n) {
            left -= chance;
            x++;
            chance *= odds * (n - x + 1) / x;
        }
        return x;
    }
}
