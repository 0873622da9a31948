package io.incidentiq.rollback.port;

import java.util.Comparator;
import java.util.List;

/**
 * What a metrics source answered for one query.
 *
 * @param points in any order when given, sorted here by start; a missing period is unknown, not zero
 * @param complete false if the source could not give all that it has, so that nothing may be concluded from what is missing
 */
public record MetricSeries(List<MetricPoint> points, boolean complete) {
    /** Nothing known. */
    public static final MetricSeries EMPTY = new MetricSeries(List.of(), true);

    public MetricSeries {
        points =
                points.stream().sorted(Comparator.comparing(MetricPoint::start)).toList();
    }
}
