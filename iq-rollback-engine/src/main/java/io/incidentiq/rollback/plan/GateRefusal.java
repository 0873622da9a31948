package io.incidentiq.rollback.plan;

/** A statement that doesn't fit the gate's status. The message has the right line. */
public final class GateRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GateRefusal(String message) {
        super(message);
    }
}
