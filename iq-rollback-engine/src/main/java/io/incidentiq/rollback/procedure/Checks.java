package io.incidentiq.rollback.procedure;

import io.incidentiq.rollback.internal.policy.Defaults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the runbook tells well from sick.
 *
 * @param metric null where the runbook reads none, or one that isn't understood
 * @param healthUrl may hold {@link MetricTemplate#SERVICE}; null where the runbook asks none, or one that isn't understood
 * @param settle how long after the rollback nothing is judged
 * @param window how long is judged then
 * @param unread the checks that aren't understood, or aren't made because another of their kind is
 */
public record Checks(
        @Nullable Sourced<MetricTemplate> metric,
        @Nullable Sourced<String> healthUrl,
        Sourced<Duration> settle,
        Sourced<Duration> window,
        Unread unread) {
    /** Of how many periods of the metric the window consists at least. */
    public static final int LEAST_PERIODS = Defaults.LEAST_WINDOW.count();

    /** Makes checks of which all that the runbook asks for is understood. */
    public Checks(
            @Nullable Sourced<MetricTemplate> metric,
            @Nullable Sourced<String> healthUrl,
            Sourced<Duration> settle,
            Sourced<Duration> window) {
        this(metric, healthUrl, settle, window, Unread.NONE);
    }

    /**
     * Checks that the runbook asks for and nobody can make: what of each isn't understood, and where. They leave a rollback
     * unverified, unlike those that it doesn't ask for.
     */
    public record Unread(
            @Nullable Sourced<String> metric, @Nullable Sourced<String> health) {
        /** All is understood. */
        public static final Unread NONE = new Unread(null, null);
    }
}
