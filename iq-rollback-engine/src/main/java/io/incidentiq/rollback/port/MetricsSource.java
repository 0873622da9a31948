package io.incidentiq.rollback.port;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Where the numbers come from that tell sick from well. */
public interface MetricsSource {
    /**
     * Reads the periods that start in {@code [from, to)}; both lie on the edge of a period.
     *
     * @return one series per query
     * @throws ProviderException if the source could not be asked
     */
    Map<MetricQuery, MetricSeries> read(Set<MetricQuery> queries, Instant from, Instant to);
}
