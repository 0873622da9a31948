package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.policy.Defaults;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How likely it is that a service which is fully back is called so, look by look: whether the window can decide at all. Computed by the
 * same test, for steady traffic and the baseline's noise.
 *
 * @param steps one for each look, in their order; empty without looks
 */
public record Outlook(List<Step> steps) {
    private static final double LIKELY = Defaults.LIKELY_DECIDED.share();

    public Outlook {
        steps = List.copyOf(steps);
    }

    /**
     * One look.
     *
     * @param chance that a full return is recognised by then, from 0 to 1
     */
    public record Step(int periods, double chance) {}

    /**
     * Returns the outlook of {@code recovery} at so many events in each period.
     *
     * @throws IllegalArgumentException if {@code eventsPerPeriod} is negative, infinite or NaN
     */
    public static Outlook of(Recovery recovery, double eventsPerPeriod) {
        if (!(eventsPerPeriod >= 0 && eventsPerPeriod < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected 0 events in a period or more, found " + eventsPerPeriod);
        }
        List<Step> steps = new ArrayList<>();
        double chance = 0;
        for (int look : recovery.looks().periods()) {
            chance = Math.max(chance, chance(recovery, look, eventsPerPeriod));
            steps.add(new Step(look, chance));
        }
        return new Outlook(steps);
    }

    private static double chance(Recovery recovery, int periods, double each) {
        Pool most = most(recovery, periods, each * periods);
        Level back = Level.exactly(recovery.baseline().rate());
        return recovery.recovered(most) ? back.chanceOfSoFew(most, recovery.noise()) : 0;
    }

    /** Returns the window with the most bad events that is still called back; the one without any if there is none. */
    private static Pool most(Recovery recovery, int periods, double total) {
        long some = 0;
        long tooMany = (long) Math.min(total, 1e15) + 1;
        while (some + 1 < tooMany) {
            long middle = (some + tooMany) / 2;
            if (recovery.recovered(new Pool(middle, total, periods))) {
                some = middle;
            } else {
                tooMany = middle;
            }
        }
        return new Pool(some, total, periods);
    }

    /** Returns the chance at the first look; 0 without looks. */
    public double early() {
        return steps.isEmpty() ? 0 : steps.get(0).chance();
    }

    /** Returns after how many periods a full return is recognised in nine of ten cases; empty if no window is long enough. */
    public OptionalInt enough() {
        return steps.stream()
                .filter(s -> s.chance() >= LIKELY)
                .mapToInt(Step::periods)
                .findFirst();
    }
}
