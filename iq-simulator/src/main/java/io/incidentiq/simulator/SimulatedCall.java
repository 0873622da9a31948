package io.incidentiq.simulator;

import java.time.Instant;

/**
 * One call to the simulated platform.
 *
 * @param effect what it did or why it failed: {@code ok}, {@code throttled}, {@code lost after effect}, {@code lost before effect}
 */
public record SimulatedCall(Instant at, String operation, String effect) {}
