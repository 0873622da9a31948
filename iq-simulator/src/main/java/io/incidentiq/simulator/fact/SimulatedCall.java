package io.incidentiq.simulator.fact;

import java.time.Instant;

/**
 * One call that a port took.
 *
 * @param at when it was made
 * @param operation such as {@code describe} or {@code update payments-service:41}
 * @param outcome such as {@code ok}, {@code accepted}, {@code throttled}; for people
 */
public record SimulatedCall(Instant at, String operation, String outcome) {}
