package io.incidentiq.rollback;

/** Where a checklist item stands. */
public enum GateStatus {
    /** There is evidence for it. */
    PASSED,
    /** Will be done at start. */
    PENDING,
    /** Needs a person. */
    OPEN,
    /** There is evidence against it. */
    BLOCKED,
    /** A person says that it holds. */
    CONFIRMED,
    /** A person goes on in spite of the evidence. */
    OVERRIDDEN;

    /** Returns whether more stands in the way than by {@code planned}, whatever people said to that. */
    public boolean worseThan(GateStatus planned) {
        return weight() > planned.weight();
    }

    private int weight() {
        return switch (this) {
            case PASSED, PENDING -> 0;
            case OPEN, CONFIRMED -> 1;
            case BLOCKED, OVERRIDDEN -> 2;
        };
    }

    /** Returns whether nothing may start because of it. */
    public boolean closed() {
        return this == OPEN || this == BLOCKED;
    }
}
