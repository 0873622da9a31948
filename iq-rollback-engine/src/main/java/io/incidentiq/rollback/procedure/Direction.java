package io.incidentiq.rollback.procedure;

/** The side on which a metric gets worse. */
public enum Direction {
    /** Errors, latency: the more, the worse. */
    HIGHER_IS_WORSE,
    /** Success, availability, healthy hosts: the less, the worse. */
    LOWER_IS_WORSE;

    /** Returns whether {@code value} is worse than {@code reference}; equal is not. */
    public boolean worse(double value, double reference) {
        return this == HIGHER_IS_WORSE ? value > reference : value < reference;
    }

    /** Returns the value of the two that is worse. */
    public double worst(double one, double other) {
        return worse(one, other) ? one : other;
    }

    /** Returns {@code value} made worse by {@code distance}. */
    public double beyond(double value, double distance) {
        return this == HIGHER_IS_WORSE ? value + distance : value - distance;
    }

    /** Returns by how much {@code value} is worse than {@code reference}; negative where it is better. */
    public double excess(double value, double reference) {
        return this == HIGHER_IS_WORSE ? value - reference : reference - value;
    }

    /** Returns what the words of a metric's name say; higher is worse unless they speak of success or health. */
    public static Direction ofMetricNamed(String name) {
        return name.matches("(?i).*(success|availab|(?<!un)healthy|uptime).*") ? LOWER_IS_WORSE : HIGHER_IS_WORSE;
    }
}
