package io.incidentiq.rollback.port;

/** A container port that a load balancer sends traffic to. */
public record PortBinding(String container, int port) {
    /** Returns {@code container:port}. */
    @Override
    public String toString() {
        return container + ":" + port;
    }
}
