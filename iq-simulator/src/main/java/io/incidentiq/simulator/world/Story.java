package io.incidentiq.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a drill: before the start (by how long before), after it, and after our first write took effect (both by how long
 * after). {@code incidentAgo} is null where nobody states when the incident began.
 */
public record Story(
        List<Event> before,
        List<Event> afterStart,
        List<Event> afterWrite,
        @Nullable Duration incidentAgo) {
    /** Nothing happens. */
    public static final Story EMPTY = new Story(List.of(), List.of(), List.of(), null);

    public record Event(Duration offset, Consumer<SimulatedService> effect) {
        public Event {
            if (offset.isNegative()) {
                throw new IllegalArgumentException("expected a duration >= 0, found " + offset);
            }
        }
    }

    public Story before(Event event) {
        return new Story(plus(before, event), afterStart, afterWrite, incidentAgo);
    }

    public Story afterStart(Event event) {
        return new Story(before, plus(afterStart, event), afterWrite, incidentAgo);
    }

    public Story afterWrite(Event event) {
        return new Story(before, afterStart, plus(afterWrite, event), incidentAgo);
    }

    public Story withIncidentAgo(Duration ago) {
        return new Story(before, afterStart, afterWrite, ago);
    }

    private static List<Event> plus(List<Event> events, Event event) {
        var longer = new ArrayList<>(events);
        longer.add(event);
        return List.copyOf(longer);
    }
}
