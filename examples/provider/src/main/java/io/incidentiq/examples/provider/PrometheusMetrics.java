package io.incidentiq.examples.provider;

import io.incidentiq.rollback.defaults.PrometheusMetricsSource;
import io.incidentiq.rollback.port.MetricsSource;
import java.net.URI;
import java.util.function.Supplier;

/** Measures the same application by a Prometheus server. */
final class PrometheusMetrics {
    private PrometheusMetrics() {}

    static MetricsSource of(URI prometheus, Supplier<String> token) {
        return PrometheusMetricsSource.at(prometheus)
                .withBearerToken(token)
                .withCounts(
                        "Router",
                        "ErrorRate",
                        "sum(increase(http_requests_total{app=\"$Application\",code=~\"5..\"}[$period]))",
                        "sum(increase(http_requests_total{app=\"$Application\"}[$period]))");
    }
}
