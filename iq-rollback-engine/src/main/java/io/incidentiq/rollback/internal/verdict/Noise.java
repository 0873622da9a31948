package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.policy.Defaults;

/**
 * How much the rate itself wanders while nothing happens, beyond the chance of counting (overdispersion; McCullagh and Nelder, Generalized
 * Linear Models, 1989, chapter 4). What is assumed stands until a long baseline shows less, or any baseline shows more.
 *
 * @param spread the squared coefficient of variation of the rate
 * @param memory the correlation of the rates of two successive periods
 */
record Noise(double spread, double memory) {
    static final Noise ASSUMED =
            new Noise(Math.pow(Defaults.ASSUMED_SPREAD.share(), 2), Defaults.ASSUMED_MEMORY.share());

    private static final int LEAST_PERIODS = Defaults.LEAST_OF_NOISE.count();

    /** One-sided 95 %. */
    private static final double SURE = 1.645;

    /** Beyond these nothing could be told of any window. */
    private static final double MOST_SPREAD = 4;

    private static final double MOST_MEMORY = 0.95;

    /** Returns the noise of a service that does well. */
    static Noise of(Traffic baseline) {
        double events = baseline.bad();
        return baseline.size() < 2 || events <= 0 ? ASSUMED : new Estimate(baseline).noise();
    }

    /** Returns the variance of the log of the mean rate of so many periods: a first-order autoregression, summed exactly. */
    double variance(double periods) {
        double n = Math.max(periods, 1);
        double rest = 1 - memory;
        double share = (1 + memory) / rest / n - 2 * memory * (1 - Math.pow(memory, n)) / (n * n * rest * rest);
        return Math.log1p(spread) * Math.min(1, Math.max(share, 0));
    }

    /** Returns by what factor the 95th percentile of the rate lies above its level. */
    double percentile95() {
        return Math.exp(SURE * Math.sqrt(Math.log1p(spread)));
    }

    /** Moments of the counts about their level, less what counting alone explains. */
    private static final class Estimate {
        private final int periods;
        private final double mean;
        private final double spread;
        private final double memory;

        Estimate(Traffic baseline) {
            double rate = Math.min(1, baseline.rate());
            double total = baseline.total();
            double squares = 0;
            double variance = 0;
            double successive = 0;
            double covariance = 0;
            for (int i = 0; i < baseline.size(); i++) {
                double expected = rate * baseline.total(i);
                double off = baseline.bad(i) - expected;
                squares += expected * expected;
                variance += off * off - expected * (1 - rate) * (1 - baseline.total(i) / total);
                if (i > 0) {
                    double before = rate * baseline.total(i - 1);
                    successive += before * expected;
                    covariance += (baseline.bad(i - 1) - before) * off;
                }
            }
            periods = baseline.size();
            mean = baseline.bad() / periods;
            double lost = ASSUMED.variance(periods) / Math.log1p(ASSUMED.spread);
            spread = Math.max(0, variance / squares) / Math.max(1 - lost, 0.25);
            memory = spread > 0 && successive > 0 ? covariance / successive / spread : 0;
        }

        Noise noise() {
            boolean enough = periods >= LEAST_PERIODS;
            double more = spread - SURE * ofCounting();
            double less = spread + SURE * Math.hypot(ofCounting(), ofWandering());
            double found = enough && less < ASSUMED.spread ? less : Math.max(ASSUMED.spread, more);
            return new Noise(Math.min(found, MOST_SPREAD), enough && more > 0 ? found() : ASSUMED.memory);
        }

        private double found() {
            double seen = spread / (spread + 1 / mean);
            double atMost = memory + SURE / Math.sqrt(periods) / seen;
            return Math.min(
                    atMost < ASSUMED.memory ? Math.max(atMost, 0) : Math.max(ASSUMED.memory, memory), MOST_MEMORY);
        }

        /** The standard error of the spread where nothing wanders. */
        private double ofCounting() {
            return Math.sqrt((2 + 1 / mean) / periods) / mean;
        }

        /** What the error grows by where the rate wanders as is assumed: periods that resemble their neighbours are fewer. */
        private double ofWandering() {
            double squared = ASSUMED.memory * ASSUMED.memory;
            return spread * Math.sqrt(3 * (1 + squared) / (1 - squared) / periods);
        }
    }
}
