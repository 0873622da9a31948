package io.incidentiq.rollback.internal.verdict;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The events of some whole periods, in their order: all of them, and the bad ones. Immutable. Bad is always bad: where a metric counts
 * successes, the caller subtracts. A period without events is a period that says nothing. Counts may be fractions.
 */
public final class Traffic {
    /** Up to here every whole number is exact. */
    private static final double MOST = 1e15;

    private static final Traffic NONE = new Traffic(new double[0], new double[0]);

    private final double[] bad;
    private final double[] total;

    private Traffic(double[] bad, double[] total) {
        this.bad = bad;
        this.total = total;
    }

    /** Returns a series without periods. */
    public static Traffic none() {
        return NONE;
    }

    /**
     * Returns the series whose period {@code i} has {@code total[i]} events, {@code bad[i]} of them bad. Where more are bad than there
     * are, because the totals come late, all are bad.
     *
     * @throws IllegalArgumentException if the lengths differ, or a count is negative, above 1e15 or NaN
     */
    public static Traffic of(double[] bad, double[] total) {
        if (bad.length != total.length) {
            throw new IllegalArgumentException(
                    "expected as many bad counts as totals, found %d and %d".formatted(bad.length, total.length));
        }
        IntStream.range(0, bad.length).forEach(i -> requireCounts(i, bad[i], total[i]));
        return new Traffic(
                bad.clone(),
                IntStream.range(0, bad.length)
                        .mapToDouble(i -> Math.max(bad[i], total[i]))
                        .toArray());
    }

    private static void requireCounts(int period, double bad, double total) {
        if (!(bad >= 0 && total >= 0 && bad <= MOST && total <= MOST)) {
            throw new IllegalArgumentException(
                    "expected counts from 0 to 1e15 in period %d, found %s bad of %s".formatted(period, bad, total));
        }
    }

    /** Returns the number of periods. */
    public int size() {
        return bad.length;
    }

    /** Returns the number of bad events in all periods. */
    public double bad() {
        return Arrays.stream(bad).sum();
    }

    /** Returns the number of events in all periods. */
    public double total() {
        return Arrays.stream(total).sum();
    }

    /** Returns the number of bad events in one period, counted from 0. */
    public double bad(int period) {
        return bad[period];
    }

    /** Returns the number of events in one period, counted from 0. */
    public double total(int period) {
        return total[period];
    }

    /** Returns the level: the share of bad events in all periods together, from 0 to 1; 0 without events. */
    public double rate() {
        return pool().rate();
    }

    /** Returns the first periods, at most {@code periods}. */
    public Traffic first(int periods) {
        return part(0, Math.min(periods, size()));
    }

    /** Returns the newest periods, at most {@code periods}. */
    public Traffic last(int periods) {
        return part(Math.max(0, size() - periods), size());
    }

    /** Returns the periods from {@code from}, inclusive, to {@code to}, exclusive. */
    public Traffic part(int from, int to) {
        return new Traffic(Arrays.copyOfRange(bad, from, to), Arrays.copyOfRange(total, from, to));
    }

    /** Returns these periods, then {@code later}'s. */
    public Traffic and(Traffic later) {
        return new Traffic(joined(bad, later.bad), joined(total, later.total));
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Returns whether it has at least so many periods, and any events in them. */
    boolean has(int periods) {
        return size() >= periods && total() > 0;
    }

    Pool pool() {
        double sum = total();
        double squares = Arrays.stream(total).map(n -> n * n).sum();
        return new Pool(bad(), sum, squares > 0 ? sum / squares * sum : 0);
    }
}
