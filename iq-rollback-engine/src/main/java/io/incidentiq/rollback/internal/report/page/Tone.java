package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.port.HealthAnswer;
import java.util.Locale;

/** How good something is, as a colour; words beside it always say the same. */
enum Tone {
    GOOD,
    WARN,
    BAD,
    CALM;

    static Tone of(Outcome outcome) {
        return switch (outcome) {
            case ROLLED_BACK, NOTHING_TO_DO -> GOOD;
            case ROLLED_BACK_UNVERIFIED, REFUSED, SUPERSEDED -> WARN;
            case NOT_RECOVERED, FAILED -> BAD;
            case CANCELLED -> CALM;
        };
    }

    static Tone of(GateStatus status) {
        return switch (status) {
            case PASSED, CONFIRMED -> GOOD;
            case OVERRIDDEN -> WARN;
            case PENDING -> CALM;
            case OPEN, BLOCKED -> BAD;
        };
    }

    static Tone of(Verification.Verdict verdict) {
        return switch (verdict) {
            case GOOD -> GOOD;
            case INCONCLUSIVE -> WARN;
            case BAD -> BAD;
        };
    }

    static Tone of(HealthAnswer.Status status) {
        return switch (status) {
            case HEALTHY -> GOOD;
            case INCONCLUSIVE -> WARN;
            case UNHEALTHY -> BAD;
        };
    }

    /** Returns the name of its style. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
