package io.incidentiq.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which share of a service's requests ends in an error, as a step function of time. Kept as its steps; every average is computed when asked for. */
final class Serving {
    private final InstantSource clock;
    private final NavigableMap<Instant, Double> percentSince = new TreeMap<>();
    private double floor;
    private double beforeFloor;
    private @Nullable Instant silentSince;

    Serving(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on the tasks answer {@code percent} with an error. */
    void became(double percent) {
        beforeFloor = percent;
        percentSince.put(clock.instant(), Math.max(percent, floor));
    }

    /** From now on no task answers: every request fails, unless none was ever served. */
    void stopped() {
        if (!percentSince.isEmpty()) {
            became(100);
        }
    }

    /** From now on it is at least {@code percent}, whatever serves. */
    void floor(double percent) {
        floor = percent;
        became(beforeFloor);
    }

    /** From now on nothing is published. */
    void silence() {
        silentSince = clock.instant();
    }

    /** Returns the average over [{@code from}, {@code to}); empty before the first task served, and where nothing was published. */
    OptionalDouble percent(Instant from, Instant to) {
        Map.Entry<Instant, Double> step = percentSince.floorEntry(from);
        if (step == null || (silentSince != null && to.isAfter(silentSince))) {
            return OptionalDouble.empty();
        }
        double level = step.getValue();
        double sum = 0;
        Instant since = from;
        for (var next : percentSince.subMap(from, false, to, false).entrySet()) {
            sum += level * millis(since, next.getKey());
            since = next.getKey();
            level = next.getValue();
        }
        sum += level * millis(since, to);
        return OptionalDouble.of(sum / millis(from, to));
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
