package io.incidentiq.rollback.port;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names one series of numbers. On which side they get worse is for whoever asks to know.
 *
 * @param dimensions by name; {@link #ANY} as a value stands for whatever value there is, and the sum over them is asked for
 */
public record MetricQuery(
        String namespace, String name, Map<String, String> dimensions, Statistic statistic, Duration period) {
    /** The value of a dimension that isn't known, such as the load balancer in front of a known target group. */
    public static final String ANY = "*";

    /** @throws IllegalArgumentException if {@code period} isn't a whole, positive number of seconds */
    public MetricQuery {
        dimensions = Map.copyOf(dimensions);
        if (period.toSeconds() < 1 || !period.equals(Duration.ofSeconds(period.toSeconds()))) {
            throw new IllegalArgumentException("period must be a whole, positive number of seconds, found " + period);
        }
    }

    /** Returns {@code namespace name {dimension=value}, average per 60 s}, the dimensions by name. */
    @Override
    public String toString() {
        return "%s %s %s, %s per %d s"
                .formatted(
                        namespace,
                        name,
                        new TreeMap<>(dimensions),
                        statistic.name().toLowerCase(Locale.ROOT),
                        period.toSeconds());
    }
}
