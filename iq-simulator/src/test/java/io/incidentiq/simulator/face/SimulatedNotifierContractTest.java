package io.incidentiq.simulator.face;

import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.testkit.NotifierContract;
import io.incidentiq.simulator.GatewayDrill;
import java.util.List;
import java.util.Set;

class SimulatedNotifierContractTest extends NotifierContract {
    @Override
    protected Notifier notifier() {
        return GatewayDrill.of("bad-deploy").simulation().notifier();
    }

    @Override
    protected List<Notifier> failing() {
        return List.of();
    }

    @Override
    protected Set<String> secrets() {
        return Set.of();
    }
}
