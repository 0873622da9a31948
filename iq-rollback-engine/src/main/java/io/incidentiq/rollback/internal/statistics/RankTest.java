package io.incidentiq.rollback.internal.statistics;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.verdict.Normal;
import java.util.Arrays;

/**
 * The one-sided rank-sum test of Mann, Whitney and Wilcoxon: how likely would chance alone put {@code a} this high among {@code b}?
 * Equal values share their mean rank. Small samples are counted out exactly, ties included; larger ones by the normal distribution
 * with corrections for ties and continuity. It assumes independent values: minutes that resemble their neighbours make it too sure.
 */
final class RankTest {
    /** What is shown is wrong at most once in a hundred. */
    static final double LEVEL = Defaults.RANK_LEVEL.share();

    /** Up to how many steps the counting may take; beyond, both samples are large enough for the normal distribution. */
    private static final long EXACT_STEPS = 4_000_000;

    /** Beyond these the normal distribution is sure enough of the answer at {@link #LEVEL} (2.33) that nothing need be counted. */
    private static final double SURELY_NOT = 1.3;

    private static final double SURELY = 3.5;

    /** Ranks times two, so that shared ranks are whole numbers; the first {@code n} belong to {@code a}. */
    private final int[] ranks;

    private final int n;
    private final int m;

    private RankTest(double[] a, double[] b) {
        this.n = a.length;
        this.m = b.length;
        this.ranks = doubledRanks(a, b);
    }

    /** Returns the probability that chance ranks {@code a} as high among {@code b}, or higher; 1 if either is empty. */
    static double probability(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return 1;
        }
        return new RankTest(a, b).probability();
    }

    /** Returns whether {@code a} is shown to be higher than {@code b}, as {@link #probability} says, but without counting the clear cases. */
    static boolean higher(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return false;
        }
        double lowest = Arrays.stream(a).min().orElseThrow();
        if (lowest > Arrays.stream(b).max().orElseThrow()) {
            return 1 / choices(a.length + b.length, a.length) <= LEVEL;
        }
        var test = new RankTest(a, b);
        if (test.n + test.m > 12) {
            double z = test.z();
            if (z < SURELY_NOT) {
                return false;
            }
            if (z > SURELY && Math.min(test.n, test.m) > 5) {
                return true;
            }
        }
        return test.probability() <= LEVEL;
    }

    private double probability() {
        return countable() ? exact() : 1 - Normal.cumulative(z());
    }

    /** Returns the fewest values, at least {@code least}, that could be shown to differ from {@code others} values. */
    static int fewest(int least, int others) {
        int n = least;
        while (n < 1_000 && 1 / choices(n + others, n) > LEVEL) {
            n++;
        }
        return n;
    }

    private static double choices(int all, int some) {
        int fewer = Math.min(some, all - some);
        double ways = 1;
        for (int i = 1; i <= fewer; i++) {
            ways = ways * (all - fewer + i) / i;
        }
        return ways;
    }

    private static int[] doubledRanks(double[] a, double[] b) {
        double[] sorted = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, sorted, a.length, b.length);
        double[] all = sorted.clone();
        Arrays.sort(sorted);
        int[] ranks = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            ranks[i] = first(sorted, all[i]) + last(sorted, all[i]) + 2;
        }
        return ranks;
    }

    private static int first(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }

    private static int last(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        while (at < sorted.length - 1 && sorted[at + 1] == value) {
            at++;
        }
        return at;
    }

    private boolean countable() {
        long smaller = Math.min(n, m);
        long all = ranks.length;
        return all * all * smaller * smaller <= EXACT_STEPS;
    }

    private int sumOfFirst() {
        return Arrays.stream(ranks, 0, n).sum();
    }

    /** Counts in how many of all ways to draw the smaller sample its ranks add up to as much, or, for the other's, as little. */
    private double exact() {
        boolean drawsFirst = n <= m;
        int drawn = Math.min(n, m);
        int highest = 2 * ranks.length;
        int seen = drawsFirst ? sumOfFirst() : Arrays.stream(ranks).sum() - sumOfFirst();
        double[][] ways = new double[drawn + 1][drawn * highest + 1];
        ways[0][0] = 1;
        for (int i = 0; i < ranks.length; i++) {
            int rank = ranks[i];
            for (int k = Math.min(drawn, i + 1); k > 0; k--) {
                for (int sum = k * highest; sum >= rank; sum--) {
                    ways[k][sum] += ways[k - 1][sum - rank];
                }
            }
        }
        double extreme = 0;
        double all = 0;
        for (int sum = 0; sum < ways[drawn].length; sum++) {
            all += ways[drawn][sum];
            extreme += (drawsFirst ? sum >= seen : sum <= seen) ? ways[drawn][sum] : 0;
        }
        return extreme / all;
    }

    /** Returns how many standard deviations the ranks of the first sample lie above what chance makes of them. */
    private double z() {
        int all = n + m;
        double u = sumOfFirst() / 2.0 - n * (n + 1) / 2.0;
        double variance = n * (double) m / 12 * (all + 1 - ties() / ((double) all * (all - 1)));
        return variance <= 0 ? 0 : (u - n * (double) m / 2 - 0.5) / Math.sqrt(variance);
    }

    private double ties() {
        int[] sorted = ranks.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double run = 1;
        for (int i = 1; i <= sorted.length; i++) {
            if (i < sorted.length && sorted[i] == sorted[i - 1]) {
                run++;
            } else {
                sum += run * run * run - run;
                run = 1;
            }
        }
        return sum;
    }
}
