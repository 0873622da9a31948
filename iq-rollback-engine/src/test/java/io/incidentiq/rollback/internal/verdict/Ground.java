package io.incidentiq.rollback.internal.verdict;

import java.util.ArrayList;
import java.util.List;

/** What was before the write, of one cell of the grid. */
record Ground(double before, double during, int each, int baseline, int incident, boolean correlated) {
    /** Between the incident and the window: rollout and settling. */
    private static final int GAP = 5;

    private static final int WINDOW = 30;

    static List<Ground> all() {
        return of(
                new double[] {0.001, 0.005, 0.01},
                new double[] {0.03, 0.05, 0.2},
                new int[] {10, 20, 60, 200, 2000},
                new int[] {5, 15, 60});
    }

    static List<Ground> of(double[] before, double[] during, int[] each, int[] baselines) {
        List<Ground> all = new ArrayList<>();
        for (boolean correlated : new boolean[] {false, true}) {
            for (int n : each) {
                for (double b : before) {
                    for (double d : during) {
                        for (int baseline : baselines) {
                            all.add(new Ground(b, d, n, baseline, 3, correlated));
                            all.add(new Ground(b, d, n, baseline, 10, correlated));
                        }
                    }
                }
            }
        }
        return all;
    }

    boolean tenFold() {
        return during >= 9.99 * before;
    }

    /** Plays so many incidents, each with the same past and four different returns. */
    Results play(int seeds) {
        var results = new Results(this, seeds);
        for (int seed = 0; seed < seeds; seed++) {
            play(new World(31L * seed + toString().hashCode() * 1_000_003L, correlated), results);
        }
        return results;
    }

    private void play(World world, Results results) {
        Traffic normal = world.traffic(before, each, world.factors(baseline));
        Traffic fault = world.traffic(during, each, world.factors(incident));
        var judges = new Judges(normal, fault);
        world.factors(GAP);
        double[] factors = world.factors(WINDOW);
        for (Left left : Left.values()) {
            results.add(left, judges, world.traffic(before + left.part() * (during - before), each, factors));
        }
    }

    /** How much of the fault is left after the write. */
    enum Left {
        ALL_BACK(0),
        A_QUARTER(0.25),
        HALFWAY(0.5),
        NOTHING_CHANGED(1);

        private final double part;

        Left(double part) {
            this.part = part;
        }

        double part() {
            return part;
        }
    }
}
