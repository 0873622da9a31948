package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.verdict.Verdict.Answer;

/**
 * What a window is held against.
 *
 * @param halfway it must be shown to be better than this
 * @param limit it must not be worse than this
 */
record Standard(Level halfway, Level limit, Noise noise) {
    private static final double LOOK_LEVEL = Defaults.LOOK_LEVEL.share();
    private static final double LEFT = Defaults.LEFT_OF_A_FAULT.share();
    private static final Level POINT = Level.exactly(Defaults.LEAST_ALLOWANCE.share());

    /** Returns the standard where baseline and incident are known. */
    static Standard of(Level baseline, Level incident, Noise noise) {
        Level own = beyond(baseline, 1, noise);
        Level quarter = baseline.towards(incident, LEFT);
        return new Standard(baseline.towards(incident, 0.5), quarter.rate() < own.rate() ? quarter : own, noise);
    }

    /** Returns the standard where nothing is known of the incident. */
    static Standard ofBaseline(Level baseline, Noise noise) {
        return new Standard(beyond(baseline, 2, noise), beyond(baseline, 1, noise), noise);
    }

    /** Returns the standard where only a limit is known, and what was during the incident. */
    static Standard ofLimit(double limit, Level incident, Noise noise) {
        return new Standard(Level.exactly(limit).towards(incident, 0.5), Level.exactly(limit), noise);
    }

    /**
     * Returns the baseline and, so many times, what a service that is back may be worse by: its own noise, as much again, or a percentage
     * point. Noise is that of the rate; the 95th percentile of a few requests would be mere chance.
     */
    private static Level beyond(Level baseline, int times, Noise noise) {
        Level multiple = baseline.times(1 + times * Math.max(1, noise.percentile95() - 1));
        Level point = baseline.plus(POINT.times(times));
        return multiple.rate() > point.rate() ? multiple : point;
    }

    /** Returns the same with a limit that is at most {@code most}. */
    Standard within(double most) {
        return most < limit.rate() ? new Standard(halfway, Level.exactly(most), noise) : this;
    }

    Look look(Pool window) {
        return new Look(
                window.rate() <= limit.rate(),
                halfway.chanceOfSoFew(window, noise),
                limit.chanceOfSoMany(window, noise));
    }

    /** Returns whether a look at {@code window} would call the service back. */
    boolean recovered(Pool window) {
        return window.rate() <= limit.rate() && halfway.chanceOfSoFew(window, noise) <= LOOK_LEVEL;
    }

    /**
     * One look.
     *
     * @param within whether the window's own level is within the limit
     * @param soFew the probability of as few bad events, were the service halfway back
     * @param soMany the probability of as many, were it at the limit
     */
    record Look(boolean within, double soFew, double soMany) {
        /** @param newestWorse whether the newest periods alone are beyond the limit */
        Answer answer(boolean newestWorse) {
            boolean better = soFew <= LOOK_LEVEL;
            if (within) {
                return better ? Answer.RECOVERED : Answer.UNDECIDED;
            }
            if (soMany <= Comparison.LEVEL) {
                return newestWorse ? Answer.BAD : Answer.BAD_SO_FAR;
            }
            return better ? Answer.IMPROVED : Answer.UNDECIDED;
        }
    }
}
