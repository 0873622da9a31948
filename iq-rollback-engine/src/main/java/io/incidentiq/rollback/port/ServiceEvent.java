package io.incidentiq.rollback.port;

import java.time.Instant;

/** A message of the platform about a service. Its wording is for people: nothing is decided on it. */
public record ServiceEvent(String id, Instant at, String message) {}
