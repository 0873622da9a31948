package io.incidentiq.rollback.port;

/** A store did not take what it was given: nothing of it was stored. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        /** The lease expired, was released, or another rollback holds it now. */
        FENCED,
        /** The journal has other entries at that position. */
        WRONG_POSITION,
        /** The store could not be asked. */
        UNAVAILABLE
    }

    private final Kind kind;

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
