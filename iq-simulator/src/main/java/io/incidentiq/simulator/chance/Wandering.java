package io.incidentiq.simulator.chance;

import java.util.HashMap;
import java.util.Map;

/**
 * A factor that wanders from minute to minute around 1: log-normal, its logarithm a first-order autoregression. Every minute's factor
 * follows from seed, purpose and minute alone.
 */
public final class Wandering {
    /** What is left of an innovation when it is forgotten. */
    private static final double FORGOTTEN = 1e-4;

    private final Dice dice;
    private final String purpose;
    private final double[] memory;
    private final double variance;
    private final Map<Long, Double> innovations = new HashMap<>();
    private final Map<Long, Double> factors = new HashMap<>();

    /**
     * @param variation the factor's coefficient of variation
     * @param correlation of the factor's logarithm with the one of the minute before, in [0, 1)
     */
    public Wandering(Dice dice, String purpose, double variation, double correlation) {
        this.dice = dice;
        this.purpose = purpose;
        this.memory = memory(correlation);
        this.variance = StrictMath.log1p(StrictMath.pow(variation, 2));
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

    /** Returns the factor of a minute, counted from the epoch; 1 on average. */
    public double factor(long minute) {
        return variance == 0 ? 1 : factors.computeIfAbsent(minute, this::drawn);
    }

    private double drawn(long minute) {
        double sum = 0;
        for (int i = 0; i < memory.length; i++) {
            sum += memory[i] * innovations.computeIfAbsent(minute - i, this::innovation);
        }
        return StrictMath.exp(StrictMath.sqrt(variance) * sum - variance / 2);
    }

    private double innovation(long minute) {
        return Draws.normal(dice.unit(purpose, 2 * minute), dice.unit(purpose, 2 * minute + 1));
    }
}
