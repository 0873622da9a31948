package io.incidentiq.simulator;

import io.incidentiq.rollback.port.ServiceId;
import java.time.Instant;

/** What the parts of one simulated service share. */
record World(ServiceId service, Scenario scenario, SimulatedTime time, Dice dice, Sequence sequence, EventLog events) {
    static World of(ServiceId service, Scenario scenario, SimulatedTime time, Dice dice) {
        return new World(service, scenario, time, dice, new Sequence(dice), new EventLog(service.name(), time));
    }

    Instant now() {
        return time.instant();
    }

    /** Has the platform say something about the service. */
    void say(String message) {
        events.add("event-" + sequence.nextId(), message);
    }
}
