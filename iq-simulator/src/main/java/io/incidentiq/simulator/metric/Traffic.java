package io.incidentiq.simulator.metric;

import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.chance.Draws;
import io.incidentiq.simulator.chance.Wandering;
import io.incidentiq.simulator.scenario.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The requests of one service, minute by minute: how many arrived, how many of them failed, and at which target group. The latent rate
 * wanders around what serves; arrivals are Poisson's, failures binomial.
 */
public final class Traffic {
    static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final double QUIETEST = Duration.ofHours(4).toSeconds();
    private static final double ALL = 100;
    private static final long MOST_FAILURES = 1 << 20;

    private final Measured.Requests requests;
    private final Dice dice;
    private final Serving serving;
    private final Latent latent;
    private final Steps share = new Steps();
    private final Wandering rates;
    private final Wandering arrivals;
    private final Map<Instant, Minute> counted = new HashMap<>();

    /** How many requests arrived, and how many of them failed. */
    record Counts(long bad, long total) {
        private static final Counts NONE = new Counts(0, 0);

        private Counts plus(Counts other) {
            return new Counts(bad + other.bad, total + other.total);
        }

        private Counts minus(Counts other) {
            return new Counts(bad - other.bad, total - other.total);
        }
    }

    /** The requests of a minute, and those of them that the alternate target group got. */
    private record Minute(Counts all, Counts alternate) {
        private static final Minute NOTHING = new Minute(Counts.NONE, Counts.NONE);

        private Minute plus(Minute other) {
            return new Minute(all.plus(other.all), alternate.plus(other.alternate));
        }
    }

    /** Whose requests are counted. */
    enum Where {
        ANYWHERE,
        PRIMARY_GROUP,
        ALTERNATE_GROUP
    }

    /** Tells which share of the requests fails between two instants, in percent; empty where nothing is known. */
    @FunctionalInterface
    interface Latent {
        OptionalDouble percent(Instant from, Instant to);
    }

    Traffic(Measured measured, Dice dice, Serving serving, Latent latent) {
        this.requests = measured.requests();
        this.dice = dice;
        this.serving = serving;
        this.latent = latent;
        this.rates = wandering("wandering", measured.noise());
        this.arrivals = wandering("arrivals", requests.swings());
    }

    private Wandering wandering(String purpose, Measured.Noise noise) {
        return new Wandering(dice, purpose, noise.variation(), noise.correlation());
    }

    /** From {@code at} on only {@code part} of the requests arrives. */
    public void becomes(Instant at, double part) {
        share.become(at, part);
    }

    /** Returns the rate of a period without the noise of counting, in percent; empty where it isn't known what served. */
    OptionalDouble meanRate(Instant from, Duration period) {
        double sum = 0;
        int grains = 0;
        Duration grain = grain(period);
        for (Instant at = from; at.isBefore(from.plus(period)); at = at.plus(grain)) {
            OptionalDouble rate = rate(at, at.plus(grain));
            if (rate.isEmpty()) {
                return rate;
            }
            sum += rate.getAsDouble();
            grains++;
        }
        return OptionalDouble.of(sum / grains);
    }

    /**
     * Returns the requests of a period that had arrived by {@code seen}; empty where it isn't known what served. A period shorter than a
     * minute is drawn by itself.
     */
    Optional<Counts> counts(Where where, Instant from, Duration period, Instant seen) {
        Minute sum = Minute.NOTHING;
        Duration grain = grain(period);
        for (Instant at = from; at.isBefore(from.plus(period)) && at.isBefore(seen); at = at.plus(grain)) {
            Optional<Minute> drawn = drawn(at, grain, seen);
            if (drawn.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(drawn.get());
        }
        return Optional.of(
                switch (where) {
                    case ANYWHERE -> sum.all;
                    case PRIMARY_GROUP -> sum.all.minus(sum.alternate);
                    case ALTERNATE_GROUP -> sum.alternate;
                });
    }

    private static Duration grain(Duration period) {
        return period.toSeconds() % MINUTE.toSeconds() == 0 ? MINUTE : period;
    }

    /** A whole minute that was counted once stays as it is. */
    private Optional<Minute> drawn(Instant at, Duration grain, Instant seen) {
        Instant end = at.plus(grain);
        boolean whole = !seen.isBefore(end);
        boolean kept = whole && grain.equals(MINUTE);
        Minute known = kept ? counted.get(at) : null;
        if (known != null) {
            return Optional.of(known);
        }
        OptionalDouble rate = rate(at, whole ? end : seen);
        if (rate.isEmpty()) {
            return Optional.empty();
        }
        Counts all = draw(at, grain, rate.getAsDouble());
        if (!whole) {
            return Optional.of(split(at, seen, soFar(all, at, ratio(at, seen, grain))));
        }
        Minute minute = split(at, end, all);
        if (kept) {
            counted.put(at, minute);
        }
        return Optional.of(minute);
    }

    private static double ratio(Instant at, Instant seen, Duration grain) {
        return (double) Duration.between(at, seen).toMillis() / grain.toMillis();
    }

    private Counts draw(Instant at, Duration grain, double percent) {
        long index = 2 * at.getEpochSecond();
        long total = Draws.poisson(expected(at, grain), dice.unit("requests", index), dice.unit("requests", index + 1));
        long bad = Draws.binomial(total, percent / ALL, dice.unit("failures", index), dice.unit("failures", index + 1));
        return new Counts(bad, total);
    }

    /** Returns what of a minute's requests has arrived after {@code part} of it: each failure has its own instant. */
    private Counts soFar(Counts whole, Instant at, double part) {
        long total = (long) (whole.total * part);
        long bad = 0;
        for (long i = 0; i < whole.bad && bad < total; i++) {
            bad += dice.unit("arrival", at.getEpochSecond() * MOST_FAILURES + i) < part ? 1 : 0;
        }
        return new Counts(bad, total);
    }

    private Minute split(Instant at, Instant end, Counts all) {
        double requestShare = serving.alternateShare(at, end);
        if (requestShare == 0 || requestShare == 1) {
            return new Minute(all, requestShare == 0 ? Counts.NONE : all);
        }
        long index = 2 * at.getEpochSecond();
        long bad = Draws.binomial(
                all.bad,
                serving.alternateShareOfErrors(at, end),
                dice.unit("alternate", index),
                dice.unit("alternate", index + 1));
        long good = Draws.binomial(
                all.total - all.bad,
                requestShare,
                dice.unit("alternate good", index),
                dice.unit("alternate good", index + 1));
        return new Minute(all, new Counts(bad, bad + good));
    }

    private double expected(Instant at, Duration grain) {
        double part = share.mean(at, at.plus(grain)).orElse(1);
        double calm = requests.perMinute() * part * ofDay(at) * grain.toSeconds() / MINUTE.toSeconds();
        return calm * arrivals.factor(minute(at)) * burst(at);
    }

    /** Returns the share of the day's busiest minute. */
    private double ofDay(Instant at) {
        double night = requests.nightShare();
        double turn = 2 * Math.PI * (at.getEpochSecond() % DAY - QUIETEST) / DAY;
        return night + (1 - night) * (1 - StrictMath.cos(turn)) / 2;
    }

    /** A span of time is in a burst or isn't, whatever the span before was. */
    private double burst(Instant at) {
        Measured.Bursts bursts = requests.bursts();
        long span = Math.floorDiv(at.getEpochSecond(), bursts.length().toSeconds());
        return dice.unit("burst", span) < bursts.share() ? bursts.times() : 1;
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), MINUTE.toSeconds());
    }

    /** Returns which share of the requests fails, in percent, as it wanders in the minute that begins a span; empty if unknown. */
    OptionalDouble rate(Instant from, Instant to) {
        OptionalDouble level = latent.percent(from, to);
        return level.isEmpty()
                ? level
                : OptionalDouble.of(Math.min(ALL, level.getAsDouble() * rates.factor(minute(from))));
    }
}
