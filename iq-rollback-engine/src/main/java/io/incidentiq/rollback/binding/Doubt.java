package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.source.SourceRange;

/** What of a check isn't understood, or isn't made, and where it stands. */
record Doubt(String rule, String message, SourceRange range) {}
