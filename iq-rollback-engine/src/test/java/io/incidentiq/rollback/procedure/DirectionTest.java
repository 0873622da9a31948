package io.incidentiq.rollback.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SuccessRate",
                "success_rate",
                "http.server.success.percent",
                "SUCCESS-RATE",
                "HTTPSuccess2xx",
                "successful",
                "ExecutionsSucceeded",
                "Availability",
                "availability99",
                "AvailableHosts",
                "HealthyHostCount",
                "HEALTHY_HOSTS",
                "HealthCheckPercentageHealthy",
                "Uptime",
                "uptime_seconds",
                "up",
                "probe_up",
                "ServiceUp"
            })
    void ofMetricNamed_goodThings_areWorseTheLess(String name) {
        assertThat(Direction.ofMetricNamed(name)).isEqualTo(Direction.LOWER_IS_WORSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ErrorRate",
                "UnHealthyHostCount",
                "UnhealthyHostCount",
                "unhealthy_host_count",
                "UNHEALTHY_HOSTS",
                "un-healthy",
                "unavailable",
                "Unavailability",
                "inavailability",
                "NonSuccess",
                "non_success_rate",
                "nonsuccess",
                "NotAvailable",
                "UnsuccessfulCalls",
                "InvalidRequests",
                "SuccessfulRequestLatency",
                "AvailabilityErrors",
                "HTTPCode_Target_5XX_Count",
                "ScaleUpEvents",
                "StartUpTime",
                "back_up",
                "Latency",
                "successor",
                "5xx",
                ""
            })
    void ofMetricNamed_allElse_isWorseTheMore(String name) {
        assertThat(Direction.ofMetricNamed(name)).isEqualTo(Direction.HIGHER_IS_WORSE);
    }
}
