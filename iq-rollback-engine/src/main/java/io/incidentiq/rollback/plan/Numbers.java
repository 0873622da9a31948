package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.port.MetricPoint;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The statistics of a few points. */
public record Numbers(List<MetricPoint> points) {
    public Numbers {
        points = List.copyOf(points);
    }

    /** Returns a value of the metric for people, in three digits; {@code unknown} for null. */
    public static String text(@Nullable Double value) {
        return value == null ? "unknown" : String.format(Locale.ROOT, "%.3g", value);
    }

    public OptionalDouble mean() {
        return points.stream().mapToDouble(MetricPoint::value).average();
    }

    /** Returns the middle value, or the mean of the two in the middle. */
    public OptionalDouble median() {
        if (points.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    /** Returns the 95th percentile by nearest rank: the smallest value that at least 95 % of all do not exceed. */
    public OptionalDouble percentile95() {
        if (points.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted = sorted();
        return OptionalDouble.of(sorted[(int) Math.ceil(0.95 * sorted.length) - 1]);
    }

    private double[] sorted() {
        return points.stream().mapToDouble(MetricPoint::value).sorted().toArray();
    }
}
