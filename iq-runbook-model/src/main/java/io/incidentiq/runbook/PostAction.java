package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done after the rollback.
 *
 * @param text plain text, without markup
 * @param within the time it has to be done in ("within 24 hours"), or null
 * @param channel the first channel it names, {@code #incidents}, or null
 */
public record PostAction(
        String text, @Nullable Duration within, @Nullable Located<String> channel, SourceRange range) {}
