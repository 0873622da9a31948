package io.incidentiq.rollback.internal.verdict;

/**
 * A level of bad events, and how surely it is known.
 *
 * @param rate the share of bad events
 * @param variance of the rate; 0 where it is known
 */
record Level(double rate, double variance) {
    /** Where no bad event was seen, half of one might have been. */
    private static final double HALF_AN_EVENT = 0.5;

    static Level exactly(double rate) {
        return new Level(rate, 0);
    }

    /** Returns what was measured. */
    static Level of(Pool pool, Noise noise) {
        return of(pool.bad(), pool, noise);
    }

    /** Returns what was measured, but never 0. */
    static Level positive(Pool pool, Noise noise) {
        return of(Math.max(pool.bad(), HALF_AN_EVENT), pool, noise);
    }

    private static Level of(double bad, Pool pool, Noise noise) {
        double rate = bad / pool.total();
        double counting = Math.max(bad, HALF_AN_EVENT) / pool.total() / pool.total();
        return new Level(rate, counting + rate * rate * noise.variance(pool.periods()));
    }

    /** Returns the level that lies the given part of the way from this to {@code other}. */
    Level towards(Level other, double part) {
        return times(1 - part).plus(other.times(part));
    }

    Level times(double factor) {
        return new Level(factor * rate, factor * factor * variance);
    }

    Level plus(Level other) {
        return new Level(rate + other.rate, variance + other.variance);
    }

    /** Returns the probability of as few bad events as in {@code pool}, or fewer, at this level. */
    double chanceOfSoFew(Pool pool, Noise noise) {
        return Chance.atMost(pool.bad(), pool.total() * rate, spread(pool, noise));
    }

    /** Returns the probability of as many bad events as in {@code pool}, or more, at this level. */
    double chanceOfSoMany(Pool pool, Noise noise) {
        return Chance.atLeast(pool.bad(), pool.total() * rate, spread(pool, noise));
    }

    private double spread(Pool pool, Noise noise) {
        double known = rate > 0 ? variance / rate / rate : 0;
        return Math.sqrt(noise.variance(pool.periods()) + known);
    }
}
