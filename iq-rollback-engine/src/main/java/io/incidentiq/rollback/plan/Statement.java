package io.incidentiq.rollback.plan;

/**
 * What a person stated about a gate.
 *
 * @param gate the gate's id
 * @param by who says so
 * @param note what they add; may be empty for a confirmation, never for an override
 * @param override whether they go on in spite of evidence against it
 */
public record Statement(String gate, String by, String note, boolean override) {
    /** @throws IllegalArgumentException if nobody is named, or an override gives no reason */
    public Statement {
        if (by.isBlank()) {
            throw new IllegalArgumentException("gate %s: expected who says so, found a blank name".formatted(gate));
        }
        if (override && note.isBlank()) {
            throw new IllegalArgumentException("override of %s: expected WHO and a NOTE saying why".formatted(gate));
        }
    }
}
