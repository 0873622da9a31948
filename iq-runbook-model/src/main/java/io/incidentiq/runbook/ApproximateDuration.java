package io.incidentiq.runbook;

/**
 * A duration as people write it.
 *
 * @param span its bounds; both the same for "3 min"
 * @param approximate whether it was written with {@code ~}, "about", "around" or "approx."
 */
public record ApproximateDuration(DurationRange span, boolean approximate) {}
