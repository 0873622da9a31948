package io.incidentiq.aws.login;

/** No credentials could be had; the message says why, and what mends it. */
public final class LoginFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private LoginFailure(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    static LoginFailure lasting(String message, Throwable cause) {
        return new LoginFailure(message, false, cause);
    }

    /** The same login is only slow, or gave credentials earlier. */
    static LoginFailure passing(String message, Throwable cause) {
        return new LoginFailure(message, true, cause);
    }

    /** Returns whether asking the same login again can help. */
    public boolean passing() {
        return passing;
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
