package io.incidentiq.rollback.internal.statistics;

import io.incidentiq.rollback.internal.policy.Defaults;

/** Whether a metric shows an incident: one that it doesn't show can judge nothing of it. */
public enum Visibility {
    /** Shown worse than the service did before. */
    VISIBLE,
    /** Enough was measured, and it is not shown worse than before, or hardly worse. */
    HIDDEN,
    /** Too little was measured of the incident, or of what was before. */
    UNKNOWN;

    /** How many periods of an incident tell. */
    public static final int LEAST_PERIODS = Defaults.LEAST_INCIDENT.count();

    /** Compares the incident with how the service did without it. */
    public static Visibility of(Sample incident, Sample reference) {
        boolean byEvents = reference.traffic().isPresent() && incident.traffic().isPresent();
        int least = byEvents ? LEAST_PERIODS : RankTest.fewest(LEAST_PERIODS, reference.size());
        if (!reference.usable() || incident.size() < least) {
            return UNKNOWN;
        }
        if (byEvents) {
            return incident.muchWorseThan(reference) && incident.shownWorseThan(reference) ? VISIBLE : HIDDEN;
        }
        boolean beyond = reference.worse(
                incident.median().orElseThrow(), reference.percentile95().orElseThrow());
        return beyond && incident.muchWorseThan(reference) && incident.shownWorseThan(reference) ? VISIBLE : HIDDEN;
    }
}
