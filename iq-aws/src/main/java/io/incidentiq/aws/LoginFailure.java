package io.incidentiq.aws;

/** No credentials could be had; the message says why, and what mends it. */
final class LoginFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean workedBefore;

    LoginFailure(String message, boolean workedBefore, Throwable cause) {
        super(message, cause);
        this.workedBefore = workedBefore;
    }

    /** Returns whether the same login gave credentials earlier, so that asking it again can help. */
    boolean workedBefore() {
        return workedBefore;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
