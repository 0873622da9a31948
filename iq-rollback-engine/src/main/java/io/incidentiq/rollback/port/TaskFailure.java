package io.incidentiq.rollback.port;

import java.time.Instant;

/**
 * A task that stopped or never started.
 *
 * @param reason the platform's words
 * @param permanent whether trying again cannot help: the image can't be pulled, a secret is missing
 */
public record TaskFailure(String task, Instant at, String reason, boolean permanent) {}
