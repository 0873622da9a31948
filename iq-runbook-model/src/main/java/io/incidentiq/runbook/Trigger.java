package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When to use the runbook: an item of its triggers section.
 *
 * @param text plain text, without markup
 * @param within how far back it looks ("the last 6 hours"), or null
 */
public record Trigger(String text, @Nullable Duration within, SourceRange range) {}
