package io.incidentiq.rollback.port;

import java.time.Instant;

/**
 * One line of a rollback's journal.
 *
 * @param kind the event's stable name, such as {@code write-intended}
 * @param body the event as a JSON object
 */
public record JournalEntry(Instant at, String kind, String body) {}
