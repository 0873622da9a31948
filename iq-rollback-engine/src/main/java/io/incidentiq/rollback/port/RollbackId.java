package io.incidentiq.rollback.port;

/** Names one rollback, in the journal, the report and every message. */
public record RollbackId(String value) {
    /** @throws IllegalArgumentException if {@code value} is blank */
    public RollbackId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a RollbackId, found a blank text");
        }
    }

    /** Returns the value itself. */
    @Override
    public String toString() {
        return value;
    }
}
