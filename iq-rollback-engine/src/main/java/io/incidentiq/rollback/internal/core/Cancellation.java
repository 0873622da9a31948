package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;

/** How a rollback ends that nobody follows any further: with what was sent by then. */
public final class Cancellation {
    private Cancellation() {}

    /**
     * Returns how it ends.
     *
     * @param sent whether a write was sent, whatever became of it
     */
    public static Ending of(String why, Phase phase, Changed changed, boolean sent) {
        return new Ending(Outcome.CANCELLED, Reason.CANCELLED, why + "; " + whatWasSent(phase, changed, sent));
    }

    private static String whatWasSent(Phase phase, Changed changed, boolean sent) {
        if (phase == Phase.SENT) {
            return "a write is in flight; look before you write";
        }
        return switch (changed) {
            case NO -> sent ? "no write took effect" : "nothing was sent";
            case YES -> "the platform goes on with what it was told";
            case UNKNOWN -> "a write was sent and its answer is lost; look before you write";
        };
    }
}
