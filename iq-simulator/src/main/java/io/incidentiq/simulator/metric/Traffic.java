package io.incidentiq.simulator.metric;

import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.chance.Draws;
import io.incidentiq.simulator.scenario.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The requests of one service, minute by minute: how many arrived, and how many of them failed. The latent rate wanders around what
 * serves as a first-order autoregression of its logarithm; arrivals are Poisson's, failures binomial.
 */
public final class Traffic {
    private static final long MINUTE = 60;
    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final double QUIETEST = Duration.ofHours(4).toSeconds();
    private static final double ALL = 100;
    /** What is left of an innovation when it is forgotten. */
    private static final double FORGOTTEN = 1e-4;

    private final Measured measured;
    private final Dice dice;
    private final Steps share = new Steps();
    private final double[] memory;
    private final double variance;
    private final Map<Long, Double> wandering = new HashMap<>();
    private final Map<Instant, Counts> counted = new HashMap<>();

    /** How many requests arrived, and how many of them failed. */
    record Counts(long bad, long total) {
        Counts plus(Counts other) {
            return new Counts(bad + other.bad, total + other.total);
        }
    }

    /** Tells which share of the requests fails between two instants, in percent; empty where nothing is known. */
    @FunctionalInterface
    interface Latent {
        OptionalDouble percent(Instant from, Instant to);
    }

    Traffic(Measured measured, Dice dice) {
        this.measured = measured;
        this.dice = dice;
        this.memory = memory(measured.noise().correlation());
        this.variance = StrictMath.log1p(StrictMath.pow(measured.noise().variation(), 2));
    }

    /** Returns the weights of this minute's innovation and of those before; their squares add up to 1. */
    private static double[] memory(double correlation) {
        int length = correlation == 0 ? 1 : (int) Math.ceil(StrictMath.log(FORGOTTEN) / StrictMath.log(correlation));
        var weights = new double[length];
        double squares = 0;
        for (int i = 0; i < length; i++) {
            weights[i] = StrictMath.pow(correlation, i);
            squares += weights[i] * weights[i];
        }
        for (int i = 0; i < length; i++) {
            weights[i] /= StrictMath.sqrt(squares);
        }
        return weights;
    }

    /** From {@code at} on only {@code part} of the requests arrives. */
    public void becomes(Instant at, double part) {
        share.become(at, part);
    }

    /** Returns the share of requests that failed in a period, in percent, as measured; empty without requests. */
    OptionalDouble percent(Latent latent, Instant from, Duration period) {
        if (measured.requests().counted()) {
            return counts(latent, from, period)
                    .filter(counts -> counts.total > 0)
                    .map(counts -> OptionalDouble.of(ALL * counts.bad / counts.total))
                    .orElse(OptionalDouble.empty());
        }
        return meanRate(latent, from, period);
    }

    private OptionalDouble meanRate(Latent latent, Instant from, Duration period) {
        double sum = 0;
        int grains = 0;
        Duration grain = grain(period);
        for (Instant at = from; at.isBefore(from.plus(period)); at = at.plus(grain)) {
            OptionalDouble rate = rate(latent, at, grain);
            if (rate.isEmpty()) {
                return rate;
            }
            sum += rate.getAsDouble();
            grains++;
        }
        return OptionalDouble.of(sum / grains);
    }

    /** Returns the requests of a period; empty where it isn't known what served. A period shorter than a minute is drawn by itself. */
    Optional<Counts> counts(Latent latent, Instant from, Duration period) {
        var sum = new Counts(0, 0);
        Duration grain = grain(period);
        for (Instant at = from; at.isBefore(from.plus(period)); at = at.plus(grain)) {
            Optional<Counts> drawn = drawn(latent, at, grain);
            if (drawn.isEmpty()) {
                return drawn;
            }
            sum = sum.plus(drawn.get());
        }
        return Optional.of(sum);
    }

    private static Duration grain(Duration period) {
        return period.toSeconds() % MINUTE == 0 ? Duration.ofSeconds(MINUTE) : period;
    }

    /** A minute that was counted once stays as it is. */
    private Optional<Counts> drawn(Latent latent, Instant at, Duration grain) {
        Counts known = counted.get(at);
        boolean kept = grain.toSeconds() == MINUTE;
        if (kept && known != null) {
            return Optional.of(known);
        }
        OptionalDouble rate = rate(latent, at, grain);
        if (rate.isEmpty()) {
            return Optional.empty();
        }
        Counts counts = draw(at, grain, rate.getAsDouble());
        if (kept) {
            counted.put(at, counts);
        }
        return Optional.of(counts);
    }

    private Counts draw(Instant at, Duration grain, double percent) {
        long index = 2 * at.getEpochSecond();
        long total = Draws.poisson(expected(at, grain), dice.unit("requests", index), dice.unit("requests", index + 1));
        long bad = Draws.binomial(total, percent / ALL, dice.unit("failures", index), dice.unit("failures", index + 1));
        return new Counts(bad, total);
    }

    private double expected(Instant at, Duration grain) {
        double part = share.mean(at, at.plus(grain)).orElse(1);
        return measured.requests().perMinute() * part * ofDay(at) * grain.toSeconds() / MINUTE;
    }

    /** Returns the share of the day's busiest minute. */
    private double ofDay(Instant at) {
        double night = measured.requests().nightShare();
        double turn = 2 * Math.PI * (at.getEpochSecond() % DAY - QUIETEST) / DAY;
        return night + (1 - night) * (1 - StrictMath.cos(turn)) / 2;
    }

    private OptionalDouble rate(Latent latent, Instant at, Duration grain) {
        OptionalDouble level = latent.percent(at, at.plus(grain));
        return level.isEmpty()
                ? level
                : OptionalDouble.of(
                        Math.min(ALL, level.getAsDouble() * factor(Math.floorDiv(at.getEpochSecond(), MINUTE))));
    }

    /** Returns by what the rate of a minute is multiplied; 1 on average. */
    private double factor(long minute) {
        return variance == 0 ? 1 : StrictMath.exp(StrictMath.sqrt(variance) * wander(minute) - variance / 2);
    }

    private double wander(long minute) {
        return wandering.computeIfAbsent(minute, at -> {
            double sum = 0;
            for (int i = 0; i < memory.length; i++) {
                long index = 2 * (at - i);
                sum += memory[i] * Draws.normal(dice.unit("wandering", index), dice.unit("wandering", index + 1));
            }
            return sum;
        });
    }
}
