package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricsSource;
import io.incidentiq.rollback.testkit.MetricsSourceContract;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;

class SimulatedMetricsContractTest extends MetricsSourceContract {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    @Override
    protected MetricsSource source() {
        return GatewayDrill.of("bad-deploy").simulation().metrics();
    }

    @Override
    protected MetricQuery query() {
        return GatewayDrill.ERROR_RATE;
    }

    @Override
    protected Instant from() {
        return to().minus(WINDOW);
    }

    @Override
    protected Instant to() {
        return Simulation.START;
    }
}
