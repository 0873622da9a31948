package io.incidentiq.rollback.port;

/**
 * How many events a stretch of time had, and how many of them were bad. They needn't be whole: some sources scale a sample up.
 *
 * @param bad {@code >= 0}; at most {@code total}
 * @param total {@code >= 0}; finite
 */
public record Counts(double bad, double total) {
    /** No event at all. */
    public static final Counts NONE = new Counts(0, 0);

    /** @throws IllegalArgumentException if a number is negative or not finite, or {@code bad} is more than {@code total} */
    public Counts {
        if (!(bad >= 0 && bad <= total && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected 0 <= bad <= total, both finite, found bad " + bad + ", total " + total);
        }
    }

    /** Returns the sum of both. */
    public Counts plus(Counts other) {
        return new Counts(bad + other.bad, total + other.total);
    }

    /** Returns which part of all was bad, 0 to 1; not a number where there was nothing. */
    public double share() {
        return bad / total;
    }
}
