package io.incidentiq.simulator;

import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.testkit.TimeSourceContract;

class SimulatedTimeContractTest extends TimeSourceContract {
    @Override
    protected TimeSource timeSource() {
        return new SimulatedTime(Simulation.START);
    }
}
