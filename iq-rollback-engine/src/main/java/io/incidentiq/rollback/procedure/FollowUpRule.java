package io.incidentiq.rollback.procedure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the runbook wants done afterwards.
 *
 * @param within counted from the rollback's end; null where the runbook sets no deadline
 */
public record FollowUpRule(String text, @Nullable Duration within, Source source) {}
