package io.incidentiq.rollback.internal.verdict;

import java.util.stream.IntStream;

/**
 * How likely a number of bad events is: a Poisson number whose mean itself is uncertain by a factor, normal on the log scale. The sum
 * over that factor is a trapezoid rule. The Poisson tail itself is summed for few events, and is a gamma tail for more (Wilson and
 * Hilferty, 1931: right to 0.0005 there). Of many events, the log of the number is taken as normal.
 */
final class Chance {
    private static final double FEW = 10;

    /** From this number on, the log of a gamma variable is normal enough. */
    private static final double MANY = 100;

    private static final double STEP = 0.2;
    private static final double[] POINTS =
            IntStream.rangeClosed(-23, 23).mapToDouble(i -> i * STEP).toArray();
    private static final double[] WEIGHTS = weights();

    private Chance() {}

    private static double[] weights() {
        double[] weights = new double[POINTS.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = STEP * Math.exp(-POINTS[i] * POINTS[i] / 2) / Math.sqrt(2 * Math.PI);
        }
        return weights;
    }

    /**
     * Returns the probability of {@code events} or fewer.
     *
     * @param spread the standard deviation of the log of the mean
     */
    static double atMost(double events, double mean, double spread) {
        return below(events + 1, mean, spread);
    }

    /** Returns the probability of {@code events} or more. */
    static double atLeast(double events, double mean, double spread) {
        return events <= 0 ? 1 : Math.max(0, 1 - below(events, mean, spread));
    }

    private static double below(double events, double mean, double spread) {
        if (mean <= 0) {
            return 1;
        }
        if (spread < 1e-3) {
            return poisson(events, mean);
        }
        if (events > MANY) {
            double above = Math.log(events / mean) - 0.5 / events;
            return Normal.cumulative(above / Math.sqrt(spread * spread + 1 / events));
        }
        return mixed(events, mean, spread);
    }

    private static double mixed(double events, double mean, double spread) {
        double sum = 0;
        for (int i = 0; i < POINTS.length; i++) {
            sum += WEIGHTS[i] * poisson(events, mean * Math.exp(spread * POINTS[i]));
        }
        return Math.min(1, sum);
    }

    /** Returns the probability of fewer than so many events; between two whole numbers, something between. */
    private static double poisson(double events, double mean) {
        return events <= FEW && events == Math.rint(events) ? summed((int) events, mean) : gammaTail(events, mean);
    }

    private static double summed(int events, double mean) {
        double term = Math.exp(-mean);
        double sum = term;
        for (int k = 1; k < events; k++) {
            term *= mean / k;
            sum += term;
        }
        return sum;
    }

    private static double gammaTail(double shape, double mean) {
        double a = Math.max(shape, 0.5);
        return Normal.cumulative(3 * Math.sqrt(a) * (1 - 1 / (9 * a) - Math.cbrt(mean / a)));
    }
}
