package io.incidentiq.simulator.aws;

/** A request to an AWS API, by whichever protocol it came. */
final class Request {
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

    String region() {
        return region;
    }

    Protocol protocol() {
        return protocol;
    }

    String api() {
        return protocol.api();
    }

    String operation() {
        return operation;
    }

    /** @throws AwsError {@code SerializationException} unless the body is a structure, or empty */
    Body body() {
        Object value = protocol.codec().read(bytes);
        return value == null ? Body.EMPTY : Body.of(value);
    }
}
