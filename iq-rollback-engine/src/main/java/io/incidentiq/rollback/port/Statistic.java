package io.incidentiq.rollback.port;

/** How the points within one period are made one. */
public enum Statistic {
    AVERAGE,
    SUM,
    MINIMUM,
    MAXIMUM
}
