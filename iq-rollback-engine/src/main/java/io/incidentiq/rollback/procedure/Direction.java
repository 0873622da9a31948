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
}
