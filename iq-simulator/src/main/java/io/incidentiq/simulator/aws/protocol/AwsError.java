package io.incidentiq.simulator.aws.protocol;

/** An answer that refuses, in AWS's type and wording. */
public final class AwsError extends RuntimeException {
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

    public static AwsError of(String type, String message) {
        return new AwsError(type, BAD_REQUEST, message);
    }

    public static AwsError ofServer(String type, String message) {
        return new AwsError(type, SERVER_ERROR, message);
    }

    public static AwsError client(String message) {
        return of("ClientException", message);
    }

    public static AwsError invalidParameter(String message) {
        return of("InvalidParameterException", message);
    }

    public static AwsError serialization(String message) {
        return of("SerializationException", message);
    }

    public String type() {
        return type;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
