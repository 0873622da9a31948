package io.incidentiq.examples.alarm;

import io.incidentiq.rollback.RollbackRequest;
import java.util.Set;

/**
 * An alarm, and what it asks for.
 *
 * @param text one line for people
 * @param marks what a second delivery of it has in common with this one: one of them is enough
 */
record Alarm(String text, Set<String> marks, RollbackRequest request) {
    Alarm {
        marks = Set.copyOf(marks);
    }
}
