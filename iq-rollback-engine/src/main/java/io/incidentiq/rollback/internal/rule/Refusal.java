package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;

/** Ends the judgement: nothing can be planned, for this reason. Caught where the plan is put together. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Ending ending;

    public Refusal(Reason reason, String detail) {
        super(detail, null, false, false);
        this.ending = new Ending(Outcome.REFUSED, reason, detail);
    }

    public Ending ending() {
        return ending;
    }
}
