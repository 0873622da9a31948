package io.incidentiq.simulator.aws.protocol;

/** A request to an AWS API, by whichever protocol it came. */
public final class Request {
    private final Protocol protocol;
    private final String operation;
    private final byte[] bytes;
    private final String region;

    /** @param region the one that the request is signed for */
    Request(Protocol protocol, String operation, byte[] bytes, String region) {
        this.protocol = protocol;
        this.operation = operation;
        this.bytes = bytes;
        this.region = region;
    }

    public String region() {
        return region;
    }

    public Protocol protocol() {
        return protocol;
    }

    public String api() {
        return protocol.api();
    }

    public String operation() {
        return operation;
    }

    /**
     * Returns the body, read.
     *
     * @throws AwsError {@code SerializationException} unless it is a structure, or empty
     */
    public Body body() {
        Object value = protocol.codec().read(bytes);
        return value == null ? Body.EMPTY : Body.of(value);
    }
}
