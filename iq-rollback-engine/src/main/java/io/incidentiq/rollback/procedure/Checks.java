package io.incidentiq.rollback.procedure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the runbook tells well from sick.
 *
 * @param metric null where the runbook reads none
 * @param healthUrl may hold {@link MetricTemplate#SERVICE}; null where the runbook asks none
 * @param settle how long after the rollback nothing is judged
 * @param window how long is judged then
 */
public record Checks(
        @Nullable Sourced<MetricTemplate> metric,
        @Nullable Sourced<String> healthUrl,
        Sourced<Duration> settle,
        Sourced<Duration> window) {}
