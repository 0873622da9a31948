package io.incidentiq.simulator.metric;

import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.chance.Draws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long requests take, in milliseconds: log-normal, and the slower the more of them fail. Of a busy minute some hundred are drawn, each of
 * which stands for several.
 */
final class Latencies {
    private static final double MEDIAN_MILLIS = 80;
    private static final double SPREAD = 0.5;
    /** At 5 % errors, requests take three times as long as without any. */
    private static final double SLOWER_PER_PERCENT = 0.4;

    private static final int MOST_DRAWN = 300;
    private static final long INDICES = 1024;

    private final Traffic traffic;
    private final Dice dice;
    private final Map<Instant, List<Double>> known = new HashMap<>();

    Latencies(Traffic traffic, Dice dice) {
        this.traffic = traffic;
        this.dice = dice;
    }

    /** Returns what the requests took that a target group, or the service, had got in a period by {@code seen}. */
    Optional<Values> of(Traffic.Where where, Instant from, Duration period, Instant seen) {
        Values all = null;
        for (Instant at = from; at.isBefore(from.plus(period)) && at.isBefore(seen); at = at.plus(Traffic.MINUTE)) {
            long requests = traffic.counts(where, at, Traffic.MINUTE, seen)
                    .map(Traffic.Counts::total)
                    .orElse(0L);
            if (requests > 0) {
                Values minute = drawn(at, seen, requests);
                all = all == null ? minute : all.plus(minute);
            }
        }
        return Optional.ofNullable(all);
    }

    private Values drawn(Instant at, Instant seen, long requests) {
        int drawn = (int) Math.min(requests, MOST_DRAWN);
        return Values.of(millis(at, seen).subList(0, drawn), (double) requests / drawn);
    }

    private List<Double> millis(Instant at, Instant seen) {
        Instant end = at.plus(Traffic.MINUTE);
        return seen.isBefore(end) ? draw(at, seen) : known.computeIfAbsent(at, minute -> draw(minute, end));
    }

    private List<Double> draw(Instant at, Instant end) {
        OptionalDouble percent = traffic.rate(at, end);
        double median = MEDIAN_MILLIS * (1 + SLOWER_PER_PERCENT * percent.orElse(0));
        var millis = new ArrayList<Double>(MOST_DRAWN);
        for (int i = 0; i < MOST_DRAWN; i++) {
            long index = at.getEpochSecond() * INDICES + 2L * i;
            millis.add(median
                    * StrictMath.exp(
                            SPREAD * Draws.normal(dice.unit("latency", index), dice.unit("latency", index + 1))));
        }
        return millis;
    }
}
