package io.incidentiq.rollback.internal.verdict;

/** The standard normal distribution. */
public final class Normal {
    private Normal() {}

    /** Returns the probability of a value up to {@code z}, wrong by 7.5e-8 at most (Abramowitz and Stegun, 26.2.17). */
    public static double cumulative(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                * 0.3989422804014327
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }

    /**
     * Returns the value that is exceeded with the probability {@code 1 - p}, to seven digits (Wichura, Algorithm AS 241, PPND7); beyond
     * one in a thousand million it goes no further.
     */
    static double quantile(double p) {
        double q = Math.min(Math.max(p, 1e-9), 1 - 1e-9) - 0.5;
        if (Math.abs(q) <= 0.425) {
            return central(q);
        }
        double r = Math.sqrt(-Math.log(Math.max(0.5 - Math.abs(q), 1e-9)));
        return Math.copySign(r <= 5 ? tail(r - 1.6) : 6, q);
    }

    private static double central(double q) {
        double r = 0.180625 - q * q;
        return q
                * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }

    private static double tail(double r) {
        return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                / ((0.12021132975 * r + 0.73700164250) * r + 1);
    }
}
