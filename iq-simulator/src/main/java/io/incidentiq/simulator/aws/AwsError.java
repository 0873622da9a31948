package io.incidentiq.simulator.aws;

/** An answer that refuses, in AWS's type and wording. */
final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final String type;
    private final int status;

    private AwsError(String type, int status, String message) {
        super(message, null, false, false);
        this.type = type;
        this.status = status;
    }

    static AwsError of(String type, String message) {
        return new AwsError(type, BAD_REQUEST, message);
    }

    static AwsError ofServer(String type, String message) {
        return new AwsError(type, SERVER_ERROR, message);
    }

    static AwsError client(String message) {
        return of("ClientException", message);
    }

    static AwsError invalidParameter(String message) {
        return of("InvalidParameterException", message);
    }

    static AwsError serialization(String message) {
        return of("SerializationException", message);
    }

    String type() {
        return type;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
