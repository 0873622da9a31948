package io.incidentiq.rollback.port;

/**
 * What one look at a health endpoint showed.
 *
 * @param seen for people, such as {@code 200} or {@code no connection: refused}; never the body
 */
public record HealthAnswer(Status status, String seen) {
    /** What it means for the service. */
    public enum Status {
        HEALTHY,
        UNHEALTHY,
        /** It says more about the asker than about the service: no connection, 401, 403, 404, 429, too many redirects. */
        INCONCLUSIVE
    }
}
