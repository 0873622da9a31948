package io.incidentiq.rollback.internal.statistics;

import io.incidentiq.rollback.procedure.Direction;

/**
 * How a metric writes a share of bad events.
 *
 * @param whole what all events are: 1 or 100
 * @param worse where lower is worse, the metric writes the share of the good ones
 */
public record ShareUnit(double whole, Direction worse) {
    /** Returns what the metric writes for a share of bad events, 0 to 1. */
    public double value(double share) {
        return whole * (worse == Direction.HIGHER_IS_WORSE ? share : 1 - share);
    }

    /** Returns the share of bad events, 0 to 1, that {@code value} stands for. */
    public double share(double value) {
        double part = value / whole;
        return Math.min(1, Math.max(0, worse == Direction.HIGHER_IS_WORSE ? part : 1 - part));
    }
}
