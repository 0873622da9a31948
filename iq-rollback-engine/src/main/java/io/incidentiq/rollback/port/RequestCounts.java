package io.incidentiq.rollback.port;

/**
 * Two series of a metrics source that count a service's requests, and those of them that failed. A period without failures may lack its
 * point of {@code bad}; a period without a point of {@code total} is unknown.
 *
 * @param source where they are counted, for people, such as {@code target group api-gateway}
 * @param bad the sum of failed requests
 * @param total the sum of all requests, of the same periods
 */
public record RequestCounts(String source, MetricQuery bad, MetricQuery total) {
    /** @throws IllegalArgumentException if the periods differ */
    public RequestCounts {
        if (!bad.period().equals(total.period())) {
            throw new IllegalArgumentException(
                    "expected one period for both series, found " + bad.period() + " and " + total.period());
        }
    }
}
