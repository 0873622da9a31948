package io.incidentiq.simulator.scenario;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.MigrationFinding;
import java.util.List;

/** What is laid down of a task definition revision of a drill: its number, what it says, and how its tasks turn out. */
public record ReleaseSpec(int number, Content content, Behaviour behaviour, MigrationFinding migrations) {
    /** Returns revision {@code number} that works, with an image of its own. */
    public static ReleaseSpec good(int number) {
        return new ReleaseSpec(
                number,
                Content.of(number),
                Behaviour.answering(Behaviour.GOOD_ERROR_RATE_PERCENT),
                MigrationFinding.UNKNOWN);
    }

    /** Returns a revision that behaves as this one and says what somebody wrote. */
    public ReleaseSpec written(int otherNumber, List<ContainerDefinition> containers, String environment) {
        return new ReleaseSpec(
                otherNumber, content.written(containers, environment), behaviour, MigrationFinding.UNKNOWN);
    }
}
