package io.incidentiq.rollback.port;

import java.time.Duration;
import java.util.Map;

/** Names one series of numbers. Higher is worse. */
public record MetricQuery(
        String namespace, String name, Map<String, String> dimensions, Statistic statistic, Duration period) {
    /** @throws IllegalArgumentException if {@code period} isn't a whole, positive number of seconds */
    public MetricQuery {
        dimensions = Map.copyOf(dimensions);
        if (period.toSeconds() < 1 || !period.equals(Duration.ofSeconds(period.toSeconds()))) {
            throw new IllegalArgumentException("period must be a whole, positive number of seconds, found " + period);
        }
    }
}
