package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.testkit.TimeSourceContract;
import io.incidentiq.simulator.Simulation;

class SimulatedTimeContractTest extends TimeSourceContract {
    @Override
    protected TimeSource timeSource() {
        return new SimulatedTime(Simulation.START);
    }
}
