package io.incidentiq.simulator.fact;

/**
 * The running tasks of one revision.
 *
 * @param revision its number
 * @param tasks how many of them take traffic; at least one
 * @param errorRatePercent the share of requests that they answer with an error by themselves
 * @param healthy what they say at the health endpoint
 */
public record Served(int revision, int tasks, double errorRatePercent, boolean healthy) {}
