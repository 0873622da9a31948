package io.incidentiq.simulator.world;

import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.chance.Dice;
import io.incidentiq.simulator.chance.Sequence;
import io.incidentiq.simulator.scenario.Setting;
import java.time.Instant;

/** What the parts of one simulated service share. */
public record ServiceContext(
        ServiceId service, Setting setting, SimulatedTime time, Dice dice, Sequence sequence, ServiceMessages events) {
    public static ServiceContext of(ServiceId service, Setting setting, SimulatedTime time, Dice dice) {
        return new ServiceContext(
                service, setting, time, dice, new Sequence(dice), new ServiceMessages(service.name(), time));
    }

    Instant now() {
        return time.instant();
    }

    /** Has the platform say something about the service. */
    void say(String message) {
        events.add("event-" + sequence.nextId(), message);
    }
}
