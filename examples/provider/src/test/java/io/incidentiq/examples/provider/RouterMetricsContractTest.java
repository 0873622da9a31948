package io.incidentiq.examples.provider;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.testkit.MetricsSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class RouterMetricsContractTest extends MetricsSourceContract {
    private final RouterExample example = new RouterExample();

    @Override
    protected MetricsSource source() {
        return new RouterMetrics(example.router());
    }

    @Override
    protected MetricQuery query() {
        return new MetricQuery(
                "Router", "ErrorRate", Map.of("Application", "checkout"), Statistic.AVERAGE, Duration.ofMinutes(1));
    }

    @Override
    protected Instant from() {
        return to().minus(Duration.ofMinutes(10));
    }

    @Override
    protected Instant to() {
        return example.time().instant(); // whole minutes, as the clock starts
    }
}
