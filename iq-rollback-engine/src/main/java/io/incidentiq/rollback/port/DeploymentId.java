package io.incidentiq.rollback.port;

/** Names one deployment of a service, in the platform's own words. */
public record DeploymentId(String value) {
    /** @throws IllegalArgumentException if {@code value} is blank */
    public DeploymentId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("expected a DeploymentId, found a blank text");
        }
    }

    /** Returns the value itself. */
    @Override
    public String toString() {
        return value;
    }
}
