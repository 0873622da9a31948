package io.incidentiq.rollback.procedure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One row of the runbook's service table.
 *
 * @param riskNote such as {@code always check}; empty if there is none
 * @param expectedTime how long a rollback usually takes; null if the table doesn't say
 * @param owner the owning team; null if the table doesn't say
 */
public record ServiceRule(
        String service,
        MigrationRisk risk,
        String riskNote,
        @Nullable Duration expectedTime,
        @Nullable String owner,
        Source source) {}
