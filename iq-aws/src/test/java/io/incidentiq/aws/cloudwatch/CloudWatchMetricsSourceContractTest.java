package io.incidentiq.aws.cloudwatch;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.testkit.MetricsSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class CloudWatchMetricsSourceContractTest extends MetricsSourceContract {
    @Override
    protected MetricsSource source() {
        return CloudWatchMetricsSource.of(new FakeCloudWatch());
    }

    @Override
    protected MetricQuery query() {
        return new MetricQuery(
                "App", "ErrorRate", Map.of("Service", "payments"), Statistic.AVERAGE, Duration.ofMinutes(1));
    }

    @Override
    protected Instant from() {
        return Instant.parse("2026-02-14T02:00:00Z");
    }

    @Override
    protected Instant to() {
        return Instant.parse("2026-02-14T02:07:00Z");
    }
}
