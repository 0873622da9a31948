package io.incidentiq.simulator.metric;

import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.scenario.Behaviour;
import io.incidentiq.simulator.scenario.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The numbers that one service publishes of how well it serves: with noise, late, with gaps, and at times no numbers at all. */
public final class PublishedMetric {
    private static final double NOISE_SHARE = 0.08;
    private static final double ROUNDING = 10_000;
    private static final double ALL = 100;

    private final Measured measured;
    private final Serving serving;
    private final Dice dice;
    private final Traffic traffic;
    private final NavigableMap<Instant, Instant> silences = new TreeMap<>();
    private final NavigableMap<Instant, Double> odd = new TreeMap<>();

    public PublishedMetric(Measured measured, Serving serving, Dice dice) {
        this.measured = measured;
        this.serving = serving;
        this.dice = dice;
        this.traffic = new Traffic(measured, dice);
    }

    public Traffic traffic() {
        return traffic;
    }

    /** Nothing is published of any period that overlaps [{@code from}, {@code to}). */
    public void silence(Instant from, Instant to) {
        silences.merge(from, to, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** The period that holds {@code at} shows {@code value}, whatever was. */
    public void showAt(Instant at, double value) {
        odd.put(at, value);
    }

    /** Returns what a period shows that is published by {@code now}; empty where it shows nothing, or not yet. */
    public OptionalDouble value(Instant start, Duration period, Instant now) {
        Instant end = start.plus(period);
        if (now.isBefore(end.plus(delay(start))) || silent(start, end) || missing(start)) {
            return OptionalDouble.empty();
        }
        NavigableMap<Instant, Double> shown = odd.subMap(start, true, end, false);
        return shown.isEmpty()
                ? measured(start, period)
                : OptionalDouble.of(shown.firstEntry().getValue());
    }

    private Duration delay(Instant start) {
        Measured.Publication publication = measured.publication();
        return dice.between("published", start.getEpochSecond(), publication.earliest(), publication.latest());
    }

    private boolean silent(Instant start, Instant end) {
        return silences.headMap(end, false).values().stream().anyMatch(to -> to.isAfter(start));
    }

    private boolean missing(Instant start) {
        return dice.unit("gap", start.getEpochSecond()) < measured.publication().gaps();
    }

    private OptionalDouble measured(Instant start, Duration period) {
        OptionalDouble percent = measured.plain()
                ? withNoise(latent(start, start.plus(period)), start)
                : traffic.percent(this::latent, start, period);
        return percent.isEmpty() ? percent : OptionalDouble.of(shown(percent.getAsDouble()));
    }

    private OptionalDouble latent(Instant from, Instant to) {
        OptionalDouble percent = serving.percent(from, to);
        return percent.isPresent() && measured.shows() == Measured.Shows.NOTHING_OF_THE_INCIDENT
                ? OptionalDouble.of(Behaviour.GOOD_ERROR_RATE_PERCENT)
                : percent;
    }

    private OptionalDouble withNoise(OptionalDouble percent, Instant start) {
        return percent.isEmpty()
                ? percent
                : OptionalDouble.of(Math.min(
                        ALL,
                        percent.getAsDouble()
                                * (1 + NOISE_SHARE * (2 * dice.unit("metric", start.getEpochSecond()) - 1))));
    }

    private double shown(double errorPercent) {
        double value = measured.shows() == Measured.Shows.SUCCESS_RATE ? ALL - errorPercent : errorPercent;
        return Math.round(value * ROUNDING) / ROUNDING;
    }
}
