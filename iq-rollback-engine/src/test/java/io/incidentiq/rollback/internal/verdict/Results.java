package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.verdict.Verdict.Answer;

/** How often each judge said what, of one ground. */
final class Results {
    private final Ground ground;
    private final int seeds;
    private final Tally back = new Tally();
    private final Tally quarter = new Tally();
    private final Tally half = new Tally();
    private final Tally same = new Tally();

    Results(Ground ground, int seeds) {
        this.ground = ground;
        this.seeds = seeds;
    }

    Ground ground() {
        return ground;
    }

    int seeds() {
        return seeds;
    }

    Tally of(Ground.Left left) {
        return switch (left) {
            case ALL_BACK -> back;
            case A_QUARTER -> quarter;
            case HALFWAY -> half;
            case NOTHING_CHANGED -> same;
        };
    }

    double share(int count) {
        return count / (double) seeds;
    }

    void add(Ground.Left left, Judges judges, Traffic window) {
        of(left).add(judges, window);
    }

    /** Of one cell. */
    static final class Tally {
        private final int[] recoveredAfter = new int[31];
        int recovered;
        int bad;
        int blind;
        int first;
        int canary;
        int bareRates;

        private void add(Judges judges, Traffic window) {
            Verdict verdict = judges.ours(window);
            recovered += verdict.answer() == Answer.RECOVERED ? 1 : 0;
            recoveredAfter[verdict.periods()] += verdict.answer() == Answer.RECOVERED ? 1 : 0;
            bad += verdict.answer() == Answer.BAD ? 1 : 0;
            blind += verdict.answer() == Answer.BLIND ? 1 : 0;
            first += judges.first(window) ? 1 : 0;
            canary += judges.canary(window) ? 1 : 0;
            bareRates += judges.bareRates(window) ? 1 : 0;
        }

        /** Returns after how many periods half of those that are called back were; 0 if none is. */
        int median() {
            int sum = 0;
            int periods = 0;
            while (2 * sum < recovered) {
                periods++;
                sum += recoveredAfter[periods];
            }
            return periods;
        }
    }
}
