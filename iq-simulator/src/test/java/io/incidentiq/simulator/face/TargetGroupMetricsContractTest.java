package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.testkit.MetricsSourceContract;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;

class TargetGroupMetricsContractTest extends MetricsSourceContract {
    private final GatewayDrill drill = GatewayDrill.of("bad-deploy-with-traffic");

    @Override
    protected MetricsSource source() {
        return drill.simulation().metrics();
    }

    @Override
    protected MetricQuery query() {
        return drill.snapshot().requestCounts().get(0).bad();
    }

    @Override
    protected Instant from() {
        return to().minus(Duration.ofMinutes(10));
    }

    @Override
    protected Instant to() {
        return Simulation.START;
    }
}
