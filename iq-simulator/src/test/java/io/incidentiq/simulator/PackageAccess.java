package io.incidentiq.simulator;

import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.scenario.Measured;
import java.util.List;

/** What tests of other packages need and callers have no way to. */
@SuppressWarnings("exports") // nobody requires the tests
public final class PackageAccess {
    private PackageAccess() {}

    public static SimulatedPlatform platform(Simulation simulation) {
        return simulation.platform();
    }

    public static Measured measured(Scenario scenario) {
        return scenario.measured();
    }

    public static List<Scenario> misleadingScenarios() {
        return MisleadingScenarios.ALL;
    }
}
