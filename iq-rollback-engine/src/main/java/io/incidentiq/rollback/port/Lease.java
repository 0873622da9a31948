package io.incidentiq.rollback.port;

import java.time.Instant;

/**
 * The right to write for a service, held by one rollback at a time.
 *
 * @param fence grows with every lease of the service; a store refuses the writes of an older one
 */
public record Lease(ServiceId service, RollbackId holder, long fence, Instant expiresAt) {}
