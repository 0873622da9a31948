package io.incidentiq.aws.wire;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.testkit.MetricsSourceContract;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

class WireMetricsContractTest extends MetricsSourceContract {
    private static final Instant START = Instant.parse("2026-02-14T02:14:00Z");

    private final WireDrill drill = WireDrill.of(
            Scenario.named("bad-deploy"),
            AwsSimulatorOptions.defaults().withSpeed(0.001).withStart(START),
            Apache5HttpClient.create());

    @AfterEach
    void close() {
        drill.close();
    }

    @Override
    protected MetricsSource source() {
        return drill.aws().metrics();
    }

    @Override
    protected MetricQuery query() {
        return new MetricQuery(
                "IncidentIQ/Demo",
                "ErrorRate",
                Map.of("Service", WireDrill.SERVICE),
                Statistic.AVERAGE,
                Duration.ofMinutes(1));
    }

    @Override
    protected Instant from() {
        return START.minus(Duration.ofMinutes(10));
    }

    @Override
    protected Instant to() {
        return START;
    }
}
