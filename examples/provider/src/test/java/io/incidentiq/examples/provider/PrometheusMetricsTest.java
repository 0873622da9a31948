package io.incidentiq.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Statistic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private static final Instant FROM = Instant.parse("2026-02-14T02:00:00Z");

    private static MetricQuery query(String name) {
        return new MetricQuery(
                "Router", name, Map.of("Application", "checkout"), Statistic.AVERAGE, Duration.ofMinutes(1));
    }

    /** Port 1 is nobody's: what is asked for finds no server, and what has no query is not asked for. */
    @Test
    void read_knowsTheMetricOfTheRunbookAlone() {
        MetricsSource metrics = PrometheusMetrics.of(URI.create("http://127.0.0.1:1"), () -> "token");

        assertThat(metrics.read(Set.of(query("Other")), FROM, FROM.plusSeconds(60)))
                .containsOnlyKeys(query("Other"));
        assertThatThrownBy(() -> metrics.read(Set.of(query("ErrorRate")), FROM, FROM.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.isUnreachable()).isTrue());
    }
}
