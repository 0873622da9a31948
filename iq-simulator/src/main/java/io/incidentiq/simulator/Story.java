package io.incidentiq.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a drill: before the start (by how long before), after it, and after our first write took effect (both by how long
 * after). {@code incidentAgo} is null where nobody states when the incident began.
 */
record Story(
        List<Event> before,
        List<Event> afterStart,
        List<Event> afterWrite,
        @Nullable Duration incidentAgo) {
    /** Nothing happens. */
    static final Story EMPTY = new Story(List.of(), List.of(), List.of(), null);

    record Event(Duration offset, Change change) {
        Event {
            if (offset.isNegative()) {
                throw new IllegalArgumentException("expected a duration >= 0, found " + offset);
            }
        }
    }

    Story before(Event event) {
        return new Story(plus(before, event), afterStart, afterWrite, incidentAgo);
    }

    Story afterStart(Event event) {
        return new Story(before, plus(afterStart, event), afterWrite, incidentAgo);
    }

    Story afterWrite(Event event) {
        return new Story(before, afterStart, plus(afterWrite, event), incidentAgo);
    }

    Story withIncidentAgo(Duration ago) {
        return new Story(before, afterStart, afterWrite, ago);
    }

    private static List<Event> plus(List<Event> events, Event event) {
        var longer = new ArrayList<>(events);
        longer.add(event);
        return List.copyOf(longer);
    }
}
