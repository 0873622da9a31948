package io.incidentiq.rollback.port;

import org.jspecify.annotations.Nullable;

/**
 * A message to the team.
 *
 * @param channel such as {@code #incidents}; null where the runbook names none
 * @param text one or more lines, plain
 */
public record Notification(
        Moment moment, ServiceId service, @Nullable String channel, String text) {
    /** What it is sent for. */
    public enum Moment {
        STARTED,
        MITIGATED,
        ENDED
    }
}
