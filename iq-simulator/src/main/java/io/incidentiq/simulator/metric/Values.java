package io.incidentiq.simulator.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The values of a metric that were published in one period, at least one. */
public final class Values {
    private static final double ALL = 100;

    private final List<Repeated> sorted;

    /** A value, and how often it was published; not always a whole number of times. */
    private record Repeated(double value, double times) {}

    private Values(Stream<Repeated> values) {
        this.sorted = values.filter(value -> value.times > 0)
                .sorted(Comparator.comparingDouble(Repeated::value))
                .toList();
    }

    /** Returns one value that was published so many times. */
    public static Values of(double value, double times) {
        return new Values(Stream.of(new Repeated(value, times)));
    }

    /** Returns two values that were published so many times, at least one of them at all. */
    static Values of(double value, double times, double other, double otherTimes) {
        return new Values(Stream.of(new Repeated(value, times), new Repeated(other, otherTimes)));
    }

    /** Returns different values, each of which stands for as many as {@code times} says. */
    static Values of(List<Double> values, double times) {
        return new Values(values.stream().map(value -> new Repeated(value, times)));
    }

    /** Returns the values of both. */
    public Values plus(Values other) {
        var both = new ArrayList<>(sorted);
        both.addAll(other.sorted);
        return new Values(both.stream());
    }

    /** Returns the same values in another unit. */
    Values times(double factor) {
        return new Values(sorted.stream().map(value -> new Repeated(value.value * factor, value.times)));
    }

    /** Returns how many values there are. */
    public double count() {
        return sorted.stream().mapToDouble(Repeated::times).sum();
    }

    /** Returns their sum. */
    public double sum() {
        return sorted.stream().mapToDouble(value -> value.value * value.times).sum();
    }

    /** Returns their average. */
    public double average() {
        return sorted.size() == 1 ? least() : sum() / count();
    }

    /** Returns the smallest. */
    public double least() {
        return sorted.get(0).value;
    }

    /** Returns the largest. */
    public double most() {
        return sorted.get(sorted.size() - 1).value;
    }

    /** Returns the smallest value that at least {@code percent} of all values don't exceed. */
    public double percentile(double percent) {
        double left = count() * percent / ALL;
        for (Repeated value : sorted) {
            left -= value.times;
            if (left <= 0) {
                return value.value;
            }
        }
        return most();
    }
}
