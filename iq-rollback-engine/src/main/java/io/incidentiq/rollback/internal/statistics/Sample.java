package io.incidentiq.rollback.internal.statistics;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.verdict.Comparison;
import io.incidentiq.rollback.internal.verdict.Shown;
import io.incidentiq.rollback.internal.verdict.Traffic;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.procedure.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a metric showed in some whole periods, in their order, and on which side it gets worse. Immutable. Where the events behind all values
 * are known, samples are compared by these; bare rates by rank ({@code docs/judgement.md}, what the metric can say).
 */
public final class Sample {
    private static final double HALF_AS_MUCH_AGAIN = Defaults.MUCH_WORSE.share();

    /** How many periods tell how a service does without a fault. */
    private static final int LEAST_OF_A_BASELINE = Defaults.LEAST_BASELINE.count();

    private final double[] values;
    private final Direction worse;
    private final @Nullable Counted counted;

    /** The events behind the values. */
    private record Counted(Traffic traffic, ShareUnit unit) {
        static @Nullable Counted of(List<MetricPoint> points, ShareUnit unit) {
            List<Counts> counts = points.stream()
                    .map(MetricPoint::counts)
                    .filter(Objects::nonNull)
                    .toList();
            return counts.isEmpty() || counts.size() < points.size()
                    ? null
                    : new Counted(
                            Traffic.of(
                                    counts.stream().mapToDouble(Counts::bad).toArray(),
                                    counts.stream().mapToDouble(Counts::total).toArray()),
                            unit);
        }
    }

    private Sample(double[] values, Direction worse, @Nullable Counted counted) {
        this.values = values;
        this.worse = worse;
        this.counted = counted;
    }

    /** Returns the values of {@code points}, in their order; nothing is known of the events behind them. */
    public static Sample of(List<MetricPoint> points, Direction worse) {
        return new Sample(points.stream().mapToDouble(MetricPoint::value).toArray(), worse, null);
    }

    /** Returns the values of {@code points}, in their order, with the events behind them where all are known. */
    public static Sample of(List<MetricPoint> points, ShareUnit unit) {
        double[] values = points.stream().mapToDouble(MetricPoint::value).toArray();
        return new Sample(values, unit.worse(), Counted.of(points, unit));
    }

    public static Sample of(Direction worse, double... values) {
        return new Sample(values.clone(), worse, null);
    }

    /** Returns the events behind the values; empty where they aren't known of each. */
    public Optional<Traffic> traffic() {
        return Optional.ofNullable(counted).map(Counted::traffic);
    }

    /** Returns whether the events behind all values are known, of this sample and of {@code others}. */
    private boolean comparesByEvents(Sample... others) {
        return counted != null && Arrays.stream(others).allMatch(o -> o.counted != null);
    }

    /** Returns the number of periods that have a value. */
    public int size() {
        return values.length;
    }

    /** Returns whether it has enough periods, five, to be a baseline. */
    public boolean usable() {
        return values.length >= LEAST_OF_A_BASELINE;
    }

    /** Returns the level: of all events together, or, of bare rates, the mean; empty without values. */
    public OptionalDouble level() {
        if (counted != null && counted.traffic.total() > 0) {
            return OptionalDouble.of(counted.unit.value(counted.traffic.rate()));
        }
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
        if (comparesByEvents(other)) {
            return Comparison.worse(events(), other.events()) == Shown.YES;
        }
        return worse == Direction.HIGHER_IS_WORSE
                ? RankTest.higher(values, other.values)
                : RankTest.higher(other.values, values);
    }

    /** Returns whether chance puts this as much on the better side of {@code other} at most once in a hundred. */
    public boolean shownBetterThan(Sample other) {
        return other.shownWorseThan(this);
    }

    /**
     * Returns whether this is shown to be nearer to {@code bad} than to {@code good}: of events, shown worse than {@code good}, with its own
     * level beyond half-way; of bare rates by rank, with the noise of both.
     */
    public boolean shownNearerToBad(Sample good, Sample bad) {
        if (comparesByEvents(good, bad)) {
            return worse(
                            level().orElseThrow(),
                            midpoint(good, bad).orElse(good.level().orElseThrow()))
                    && shownWorseThan(good);
        }
        Sample halfway = halfway(good, bad);
        return halfway != null && shownWorseThan(halfway);
    }

    /** Returns whether this is shown to be nearer to {@code good} than to {@code bad}. */
    public boolean shownNearerToGood(Sample good, Sample bad) {
        if (comparesByEvents(good, bad)) {
            return Comparison.betterThanMidpoint(events(), good.events(), bad.events()) == Shown.YES;
        }
        Sample halfway = halfway(good, bad);
        return halfway != null && shownBetterThan(halfway);
    }

    private Traffic events() {
        return Objects.requireNonNull(counted).traffic;
    }

    private static @Nullable Sample halfway(Sample good, Sample bad) {
        OptionalDouble middle = midpoint(good, bad);
        return middle.isEmpty() ? null : good.movedTo(middle.getAsDouble()).and(bad.movedTo(middle.getAsDouble()));
    }

    /** Returns half-way between the levels of both; empty where {@code bad} isn't seen to be worse. */
    public static OptionalDouble midpoint(Sample good, Sample bad) {
        OptionalDouble from = good.level();
        OptionalDouble to = bad.level();
        boolean apart = from.isPresent() && to.isPresent() && good.worse(to.getAsDouble(), from.getAsDouble());
        return apart ? OptionalDouble.of((from.getAsDouble() + to.getAsDouble()) / 2) : OptionalDouble.empty();
    }

    /** Returns the sample of bare rates as it would look about another level, with the noise that it has; itself without values. */
    public Sample movedTo(double level) {
        double by = level - Arrays.stream(values).average().orElse(level);
        return new Sample(Arrays.stream(values).map(v -> v + by).toArray(), worse, null);
    }

    /** Returns this sample's values, then {@code later}'s. */
    public Sample and(Sample later) {
        double[] both = Arrays.copyOf(values, values.length + later.values.length);
        System.arraycopy(later.values, 0, both, values.length, later.values.length);
        return new Sample(both, worse, joined(later));
    }

    private @Nullable Counted joined(Sample later) {
        if (values.length == 0 || later.values.length == 0) {
            return values.length == 0 ? later.counted : counted;
        }
        return counted == null || later.counted == null
                ? null
                : new Counted(counted.traffic.and(later.counted.traffic), counted.unit);
    }

    /** Returns the values from {@code from}, inclusive, to {@code to}, exclusive. */
    public Sample part(int from, int to) {
        return new Sample(
                Arrays.copyOfRange(values, from, to),
                worse,
                counted == null || from == to ? null : new Counted(counted.traffic.part(from, to), counted.unit));
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
        if (counted != null) {
            return counted.unit.whole();
        }
        double level = level().orElse(0);
        double whole = within(0, 1) ? 1 : 100;
        return within(0, whole) && level > whole / 2 ? whole : 0;
    }
}
