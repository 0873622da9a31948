package io.incidentiq.simulator.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A number that changes in steps over time. Kept as its steps; every average is computed when asked for. */
final class Steps {
    private final NavigableMap<Instant, Double> since = new TreeMap<>();

    void become(Instant at, double value) {
        since.put(at, value);
    }

    /** Returns the average over [{@code from}, {@code to}); empty if the first step is after {@code from}. */
    OptionalDouble mean(Instant from, Instant to) {
        Map.Entry<Instant, Double> step = since.floorEntry(from);
        if (step == null) {
            return OptionalDouble.empty();
        }
        double level = step.getValue();
        double sum = 0;
        Instant start = from;
        for (var next : since.subMap(from, false, to, false).entrySet()) {
            sum += level * millis(start, next.getKey());
            start = next.getKey();
            level = next.getValue();
        }
        sum += level * millis(start, to);
        return OptionalDouble.of(sum / millis(from, to));
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
