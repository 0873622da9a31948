package io.incidentiq.rollback.port;

/** Names the platform's immutable record of what a deployment started: a definition with the image digests it resolved to. */
public record ServiceRevisionId(String value) {
    /** @throws IllegalArgumentException if {@code value} is blank */
    public ServiceRevisionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a ServiceRevisionId, found a blank text");
        }
    }

    /** Returns the value itself. */
    @Override
    public String toString() {
        return value;
    }
}
