package io.incidentiq.rollback.procedure;

import org.jspecify.annotations.Nullable;

/** Where the runbook's own script does what the engine does, so that a person can go on by hand. Null where it doesn't. */
public record ScriptLines(
        @Nullable Integer update,
        @Nullable Integer await,
        @Nullable Integer health,
        @Nullable Integer metric) {}
