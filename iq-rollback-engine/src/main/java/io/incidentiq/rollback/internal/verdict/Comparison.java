package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.policy.Defaults;

/** The one test on counts: is one level shown to be worse, or better, than another? One-sided, wrong at most once in a hundred. */
public final class Comparison {
    static final double LEVEL = Defaults.SHOWN_LEVEL.share();

    private static final int LEAST_PERIODS = Defaults.LEAST_INCIDENT.count();

    private Comparison() {}

    /** Returns whether {@code traffic} is shown worse than {@code reference}; unknown with fewer than three periods, or without events. */
    public static Shown worse(Traffic traffic, Traffic reference) {
        return worse(traffic, reference, Noise.of(reference));
    }

    static Shown worse(Traffic traffic, Traffic reference, Noise noise) {
        if (!askable(traffic, reference)) {
            return Shown.UNKNOWN;
        }
        return shown(Level.positive(reference.pool(), noise).chanceOfSoMany(traffic.pool(), noise));
    }

    /** Returns whether {@code traffic} is shown better than the midpoint of {@code reference} and {@code incident}. */
    public static Shown betterThanMidpoint(Traffic traffic, Traffic reference, Traffic incident) {
        if (!askable(traffic, reference, incident)) {
            return Shown.UNKNOWN;
        }
        Noise noise = Noise.of(reference);
        return shown(midpoint(reference, incident, noise).chanceOfSoFew(traffic.pool(), noise));
    }

    private static boolean askable(Traffic traffic, Traffic... others) {
        for (Traffic other : others) {
            if (!other.has(1)) {
                return false;
            }
        }
        return traffic.has(LEAST_PERIODS);
    }

    private static Level midpoint(Traffic reference, Traffic incident, Noise noise) {
        return Level.of(reference.pool(), noise).towards(Level.of(incident.pool(), noise), 0.5);
    }

    private static Shown shown(double chance) {
        return chance <= LEVEL ? Shown.YES : Shown.NO;
    }
}
