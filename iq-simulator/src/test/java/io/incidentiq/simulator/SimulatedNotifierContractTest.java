package io.incidentiq.simulator;

import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.testkit.NotifierContract;
import java.util.List;
import java.util.Set;

class SimulatedNotifierContractTest extends NotifierContract {
    @Override
    protected Notifier notifier() {
        return Drill.of("bad-deploy").simulation().notifier();
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
