package io.incidentiq.simulator.aws.server;

import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.scenario.Setting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is served.
 *
 * @param name the scenario's
 * @param incidentStart null where nobody states it
 */
public record ServedScenario(
        String name, long seed, @Nullable Instant incidentStart, Setting setting, SimulatedPlatform platform) {}
