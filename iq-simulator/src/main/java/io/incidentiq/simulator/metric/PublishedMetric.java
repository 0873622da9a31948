package io.incidentiq.simulator.metric;

import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.scenario.Behaviour;
import io.incidentiq.simulator.scenario.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The numbers that one service publishes of how well it serves: with noise, late, with gaps, and at times no numbers at all. */
public final class PublishedMetric {
    /** The metric that counts the requests of a service, where they are counted. */
    static final String REQUESTS = "Requests";
    /** The metric that counts those of them that failed. */
    static final String ERRORS = "Errors";

    private static final String PUBLISHED = "published";
    private static final double NOISE_SHARE = 0.08;
    private static final double ROUNDING = 10_000;
    private static final double ALL = 100;
    private static final double TAIL = 99;

    private final Measured measured;
    private final Serving serving;
    private final Dice dice;
    private final Traffic traffic;
    private final Latencies latencies;
    private final Publishing publishing;
    private final NavigableMap<Instant, Double> odd = new TreeMap<>();

    public PublishedMetric(Measured measured, Serving serving, Dice dice) {
        this.measured = measured;
        this.serving = serving;
        this.dice = dice;
        this.traffic = new Traffic(measured, dice, serving, this::latent);
        this.latencies = new Latencies(traffic, dice);
        this.publishing = new Publishing(measured, dice);
    }

    public Traffic traffic() {
        return traffic;
    }

    /** Nothing is published of any period that overlaps [{@code from}, {@code to}). */
    public void silence(Instant from, Instant to) {
        publishing.silence(from, to);
    }

    /** The period that holds {@code at} shows {@code value}, whatever was. */
    public void showAt(Instant at, double value) {
        odd.put(at, value);
    }

    /** Returns the metric of that name which the service publishes: whatever its name, what the scenario says, but for two that count. */
    public Series named(String name) {
        boolean counted = measured.requests().counted();
        if (counted && name.equals(REQUESTS)) {
            return count(Traffic.Where.ANYWHERE, name, Traffic.Counts::total);
        }
        if (counted && name.equals(ERRORS)) {
            return count(Traffic.Where.ANYWHERE, name, Traffic.Counts::bad);
        }
        String unit = switch (measured.shows()) {
            case ERROR_RATE, SUCCESS_RATE, NOTHING_OF_THE_INCIDENT -> Series.PERCENT;
            case SLOWEST_PERCENT -> Series.MILLISECONDS;
            case ERROR_COUNT -> Series.COUNT;
        };
        return new Series(unit, counted, this::shown);
    }

    /** Returns a metric of one of the service's target groups; empty where it has none of that name. */
    public Optional<Series> ofTargetGroup(TargetGroup group, String name) {
        Traffic.Where where = group.alternate() ? Traffic.Where.ALTERNATE_GROUP : Traffic.Where.PRIMARY_GROUP;
        return switch (name) {
            case TargetGroup.REQUESTS -> Optional.of(count(where, name, Traffic.Counts::total));
            case TargetGroup.FAILED_REQUESTS -> Optional.of(count(where, name, Traffic.Counts::bad));
            case TargetGroup.RESPONSE_TIME ->
                Optional.of(new Series(
                        Series.SECONDS,
                        false,
                        (start, period, now) -> seen(name, start, period, now)
                                .flatMap(seen -> latencies.of(where, start, period, seen))
                                .map(millis -> millis.times(1.0 / 1000))));
            default -> Optional.empty();
        };
    }

    /** Picks what is counted. */
    @FunctionalInterface
    private interface Part {
        long of(Traffic.Counts counts);
    }

    /** A count has a point only where it isn't zero: each event is published by itself, as a 1. */
    private Series count(Traffic.Where where, String name, Part part) {
        return new Series(
                Series.COUNT,
                false,
                (start, period, now) -> seen(name, start, period, now)
                        .flatMap(seen -> traffic.counts(where, start, period, seen))
                        .map(part::of)
                        .filter(events -> events > 0)
                        .map(events -> Values.of(1, (double) events)));
    }

    private Optional<Instant> seen(String name, Instant start, Duration period, Instant now) {
        return publishing.seenUntil(PUBLISHED + " " + name, start, period, now);
    }

    /** Returns what a period of the metric shows that is published by {@code now}; empty where it shows nothing, or not yet. */
    private Optional<Values> shown(Instant start, Duration period, Instant now) {
        Optional<Instant> seen = publishing.seenUntil(PUBLISHED, start, period, now);
        if (seen.isEmpty() || publishing.missing(start)) {
            return Optional.empty();
        }
        NavigableMap<Instant, Double> shown = odd.subMap(start, true, start.plus(period), false);
        return shown.isEmpty()
                ? measured(start, period, seen.get())
                : Optional.of(Values.of(shown.firstEntry().getValue(), publications(period)));
    }

    private Optional<Values> measured(Instant start, Duration period, Instant seen) {
        if (measured.shows() == Measured.Shows.SLOWEST_PERCENT) {
            return latencies
                    .of(Traffic.Where.ANYWHERE, start, period, seen)
                    .map(millis -> Values.of(millis.percentile(TAIL), publications(period)));
        }
        return measured.requests().counted()
                ? traffic.counts(Traffic.Where.ANYWHERE, start, period, seen)
                        .filter(counts -> counts.total() > 0)
                        .flatMap(counts -> values(counts, period))
                : uncounted(start, period);
    }

    /** Returns one value of each request, unless the service publishes a rate or counts its errors alone. */
    private Optional<Values> values(Traffic.Counts counts, Duration period) {
        double bad = (double) counts.bad();
        double good = (double) counts.total() - bad;
        if (measured.shows() == Measured.Shows.ERROR_COUNT) {
            return bad == 0 ? Optional.empty() : Optional.of(Values.of(1, bad));
        }
        boolean successes = measured.shows() == Measured.Shows.SUCCESS_RATE;
        Values each = successes ? Values.of(0, bad, ALL, good) : Values.of(0, good, ALL, bad);
        return Optional.of(
                measured.requests().counting().publishers() == 0
                        ? each
                        : Values.of(each.average(), publications(period)));
    }

    private Optional<Values> uncounted(Instant start, Duration period) {
        OptionalDouble percent = measured.plain()
                ? withNoise(latent(start, start.plus(period)), start)
                : traffic.meanRate(start, period);
        return percent.isEmpty()
                ? Optional.empty()
                : Optional.of(Values.of(rounded(percent.getAsDouble()), publications(period)));
    }

    /** Returns how many values of a period are published where it isn't one of each request. */
    private double publications(Duration period) {
        return Math.max(1, measured.requests().counting().publishers())
                * Math.max(1.0, (double) period.toSeconds() / Traffic.MINUTE.toSeconds());
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

    private double rounded(double errorPercent) {
        double value = measured.shows() == Measured.Shows.SUCCESS_RATE ? ALL - errorPercent : errorPercent;
        return Math.round(value * ROUNDING) / ROUNDING;
    }
}
