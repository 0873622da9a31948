package io.incidentiq.rollback.internal.verdict;

import org.jspecify.annotations.Nullable;

/**
 * What one look says of the window, with the numbers behind it.
 *
 * @param periods how many periods of the window were judged; 0 where none was: before the first look, or where nothing can be judged
 * @param nextLook after how many periods the next look is taken; null where none follows
 * @param betterThanHalfway by how many standard deviations the window lies on the good side of the midpoint; from -6 to 6, 0 unless judged
 * @param worseThanLimit by how many standard deviations it lies beyond the limit; the same
 */
public record Verdict(
        Answer answer,
        int periods,
        @Nullable Integer nextLook,
        double betterThanHalfway,
        double worseThanLimit,
        Levels levels) {

    /** The answers. */
    public enum Answer {
        /** Shown better than halfway back, and within the limit. */
        RECOVERED,
        /** Shown worse than the limit, the newest five periods too. */
        BAD,
        /** Shown worse than the limit, but the newest five periods are within it: no last word. */
        BAD_SO_FAR,
        /** Shown better than halfway back, but not within the limit. */
        IMPROVED,
        /** Nothing is shown, or no look was due. */
        UNDECIDED,
        /** The metric does not show the incident, so that it can't show its end. */
        BLIND,
        /** Nothing is known of how the service does without a fault. */
        NO_BASELINE
    }

    /**
     * What was compared, as shares of bad events.
     *
     * @param baseline null where too little is known of it
     * @param incident null where too little is known of it
     * @param halfway the midpoint of baseline and incident; where the incident is unknown, what the window must be shown to be better than
     * @param limit what the window's own level must not exceed
     */
    public record Levels(
            @Nullable Double baseline,
            @Nullable Double incident,
            Band window,
            @Nullable Double halfway,
            @Nullable Double limit) {}

    /** Returns whether no further look can change it. */
    public boolean last() {
        return nextLook == null;
    }
}
