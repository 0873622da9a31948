package io.incidentiq.rollback.port;

import java.time.Instant;

/** The value of one period, which begins at {@code start}. */
public record MetricPoint(Instant start, double value) {}
