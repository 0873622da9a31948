package io.incidentiq.rollback.internal.evidence;

import java.time.Instant;

/** The stretch of time in which the service was judged. */
public record Window(Instant from, Instant to) {}
