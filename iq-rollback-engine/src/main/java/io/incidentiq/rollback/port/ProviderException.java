package io.incidentiq.rollback.port;

import org.jspecify.annotations.Nullable;

/** A port could not do what it was asked. The only exception that ports throw. */
public final class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Kind {
        /** Too many calls; certainly not done. */
        THROTTLED(true),
        /** No usable answer: connection lost, server error, time ran out. */
        UNAVAILABLE(true),
        /** These credentials may not do this. */
        DENIED(false),
        /** The cluster, or the thing that was named, isn't there. */
        NOT_FOUND(false),
        /** The platform understood and refused. */
        REJECTED(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Kind kind;
    private final boolean mayHaveHappened;
    private final boolean unreachable;

    private ProviderException(
            Kind kind, boolean mayHaveHappened, boolean unreachable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.mayHaveHappened = mayHaveHappened;
        this.unreachable = unreachable;
    }

    /** Returns an exception for a call that certainly had no effect. */
    public static ProviderException of(Kind kind, String message) {
        return new ProviderException(kind, false, false, message, null);
    }

    /** Returns an exception for a write that may or may not have had its effect: read, before writing again. */
    public static ProviderException unknownEffect(String message) {
        return new ProviderException(Kind.UNAVAILABLE, true, false, message, null);
    }

    /**
     * Returns an exception for a call that found nobody to ask, as where the host's name is unknown or nothing listens there. It
     * certainly had no effect. A plan gives up on it sooner than on a platform that answers badly.
     */
    public static ProviderException unreachable(String message) {
        return new ProviderException(Kind.UNAVAILABLE, false, true, message, null);
    }

    /** Returns a copy that keeps what caused it. */
    public ProviderException causedBy(Throwable cause) {
        var copy = new ProviderException(kind, mayHaveHappened, unreachable, messageText(), cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** Returns a copy in other words, as where something had to be removed from them. */
    public ProviderException saying(String message) {
        var copy = new ProviderException(kind, mayHaveHappened, unreachable, message, getCause());
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    private String messageText() {
        return String.valueOf(getMessage());
    }

    public Kind kind() {
        return kind;
    }

    /** Returns whether asking again can help. */
    public boolean retryable() {
        return kind.retryable;
    }

    /** Returns whether nobody was there to be asked. */
    public boolean isUnreachable() {
        return unreachable;
    }

    /** Returns whether a write may have had its effect although this was its answer. Always false for reads. */
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }
}
