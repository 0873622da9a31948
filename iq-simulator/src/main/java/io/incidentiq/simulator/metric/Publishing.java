package io.incidentiq.simulator.metric;

import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.scenario.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** When what was measured can be seen: late, in part at first, or never. */
final class Publishing {
    private final Measured measured;
    private final Dice dice;
    private final NavigableMap<Instant, Instant> silences = new TreeMap<>();

    Publishing(Measured measured, Dice dice) {
        this.measured = measured;
        this.dice = dice;
    }

    void silence(Instant from, Instant to) {
        silences.merge(from, to, (one, other) -> one.isAfter(other) ? one : other);
    }

    /**
     * Returns until when a period's requests are in its point by {@code now}: the period's end once it is whole, an earlier instant where
     * points grow, and empty where there is no point.
     *
     * @param purpose tells metrics apart, which needn't be late alike
     */
    Optional<Instant> seenUntil(String purpose, Instant start, Duration period, Instant now) {
        Instant end = start.plus(period);
        Instant seen = now.minus(delay(purpose, start));
        if (silent(start, end) || !seen.isAfter(start)) {
            return Optional.empty();
        }
        if (!seen.isBefore(end)) {
            return Optional.of(end);
        }
        boolean growing =
                measured.requests().counted() && measured.requests().counting().growing();
        return growing ? Optional.of(seen) : Optional.empty();
    }

    private Duration delay(String purpose, Instant start) {
        Measured.Publication publication = measured.publication();
        return dice.between(purpose, start.getEpochSecond(), publication.earliest(), publication.latest());
    }

    private boolean silent(Instant start, Instant end) {
        return silences.headMap(end, false).values().stream().anyMatch(to -> to.isAfter(start));
    }

    boolean missing(Instant start) {
        return dice.unit("gap", start.getEpochSecond()) < measured.publication().gaps();
    }
}
