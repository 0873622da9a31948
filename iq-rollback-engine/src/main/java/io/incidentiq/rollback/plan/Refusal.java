package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;

/** Ends the judgement: nothing can be planned, for this reason. Caught where the plan is put together. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Ending ending;

    Refusal(Reason reason, String detail) {
        super(detail, null, false, false);
        this.ending = new Ending(Outcome.REFUSED, reason, detail);
    }

    Ending ending() {
        return ending;
    }
}
