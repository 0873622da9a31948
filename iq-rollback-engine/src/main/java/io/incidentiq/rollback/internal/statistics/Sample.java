package io.incidentiq.rollback.internal.statistics;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.procedure.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a metric showed in some whole periods, in their order, and on which side it gets worse. Immutable. Bare rates: nothing is
 * known of how many requests a value stands for, so that samples are compared by rank ({@code docs/judgement.md}, what the metric
 * can say).
 */
public final class Sample {
    private static final double HALF_AS_MUCH_AGAIN = Defaults.MUCH_WORSE.share();

    /** How many periods tell how a service does without a fault. */
    private static final int LEAST_OF_A_BASELINE = Defaults.LEAST_BASELINE.count();

    private final double[] values;
    private final Direction worse;

    private Sample(double[] values, Direction worse) {
        this.values = values;
        this.worse = worse;
    }

    /** Returns the values of {@code points}, in their order. */
    public static Sample of(List<MetricPoint> points, Direction worse) {
        return new Sample(points.stream().mapToDouble(MetricPoint::value).toArray(), worse);
    }

    public static Sample of(Direction worse, double... values) {
        return new Sample(values.clone(), worse);
    }

    /** Returns the number of periods that have a value. */
    public int size() {
        return values.length;
    }

    /** Returns whether it has enough periods, five, to be a baseline. */
    public boolean usable() {
        return values.length >= LEAST_OF_A_BASELINE;
    }

    /** Returns the mean, which is the level of a stretch of bare rates; empty without values. */
    public OptionalDouble level() {
        return Arrays.stream(values).average();
    }

    /** Returns the middle value, or the mean of the two in the middle; empty without values. */
    public OptionalDouble median() {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    /** Returns the value that at least 95 % of all are not worse than, by nearest rank; empty without values. */
    public OptionalDouble percentile95() {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        int rank = (int) Math.ceil(0.95 * values.length) - 1;
        return OptionalDouble.of(sorted()[worse == Direction.HIGHER_IS_WORSE ? rank : values.length - 1 - rank]);
    }

    private double[] sorted() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Returns whether {@code value} is worse than {@code limit}; equal is not. */
    public boolean worse(double value, double limit) {
        return worse.worse(value, limit);
    }

    /** Returns whether chance puts this as much on the worse side of {@code other} at most once in a hundred. */
    public boolean shownWorseThan(Sample other) {
        return worse == Direction.HIGHER_IS_WORSE
                ? RankTest.higher(values, other.values)
                : RankTest.higher(other.values, values);
    }

    /** Returns whether chance puts this as much on the better side of {@code other} at most once in a hundred. */
    public boolean shownBetterThan(Sample other) {
        return other.shownWorseThan(this);
    }

    /** Returns the sample as it would look about another level, with the noise that it has; itself without values. */
    public Sample movedTo(double level) {
        double by = level - level().orElse(level);
        return new Sample(Arrays.stream(values).map(v -> v + by).toArray(), worse);
    }

    /** Returns this sample's values, then {@code later}'s. */
    public Sample and(Sample later) {
        double[] both = Arrays.copyOf(values, values.length + later.values.length);
        System.arraycopy(later.values, 0, both, values.length, later.values.length);
        return new Sample(both, worse);
    }

    /** Returns the values from {@code from}, inclusive, to {@code to}, exclusive. */
    public Sample part(int from, int to) {
        return new Sample(Arrays.copyOfRange(values, from, to), worse);
    }

    public double value(int index) {
        return values[index];
    }

    /** Returns how many values lie on the good side of {@code limit}, or on it, in the longest row without another between. */
    public int longestRowNotWorseThan(double limit) {
        int longest = 0;
        int row = 0;
        for (double value : values) {
            row = worse(value, limit) ? 0 : row + 1;
            longest = Math.max(longest, row);
        }
        return longest;
    }

    /** Returns how long the longest row on the good side of {@code limit} is that begins after a worse value. */
    public int longestLull(double limit) {
        return fromFirstWorseThan(limit).longestRowNotWorseThan(limit);
    }

    /** Returns the values from the first that is worse than {@code limit}; empty if none is. */
    public Sample fromFirstWorseThan(double limit) {
        int first = 0;
        while (first < values.length && !worse(values[first], limit)) {
            first++;
        }
        return part(first, values.length);
    }

    /**
     * Returns where the sample parts best into a worse beginning and a better end: the index of the end's first value; 0 where it gets
     * no better anywhere.
     */
    public int steepestFall() {
        double total = Arrays.stream(values).sum();
        double before = 0;
        double steepest = 0;
        int at = 0;
        for (int i = 1; i < values.length; i++) {
            before += values[i - 1];
            int rest = values.length - i;
            double fall = worse.excess(before / i, (total - before) / rest) * Math.sqrt((double) i * rest);
            if (fall > steepest) {
                steepest = fall;
                at = i;
            }
        }
        return at;
    }

    /** Returns how many values, at least {@code least}, it takes to be shown to differ from {@code others} values. */
    public static int leastToTellFrom(int others, int least) {
        return RankTest.fewest(least, others);
    }

    /** Returns whether all values lie between {@code low} and {@code high}, or on them. */
    public boolean within(double low, double high) {
        return Arrays.stream(values).allMatch(v -> v >= low && v <= high);
    }

    /** Returns whether the level is at least half as bad again as {@code reference}'s. */
    public boolean muchWorseThan(Sample reference) {
        double whole = reference.whole();
        return badness(level().orElseThrow(), whole)
                >= HALF_AS_MUCH_AGAIN * reference.badness(reference.level().orElseThrow(), whole);
    }

    /** Returns how bad {@code value} is: itself, or, where lower is worse, what is missing of a whole, or its inverse. */
    private double badness(double value, double whole) {
        if (worse == Direction.HIGHER_IS_WORSE) {
            return value;
        }
        return whole > 0 ? whole - value : 1 / value;
    }

    /** Returns 1 or 100 where the values look like shares that are usually near it; else 0. */
    private double whole() {
        double level = level().orElse(0);
        double whole = within(0, 1) ? 1 : 100;
        return within(0, whole) && level > whole / 2 ? whole : 0;
    }
}
