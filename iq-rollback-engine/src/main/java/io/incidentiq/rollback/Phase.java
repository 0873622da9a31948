package io.incidentiq.rollback;

import java.util.Locale;

/** How far a rollback has come. */
public enum Phase {
    /** Not begun. */
    NEW,
    /** Is the world still as planned? */
    CHECKING,
    /** The team is being told. */
    ANNOUNCING,
    /** The write is due, or waits to be due again after throttling. */
    WRITING,
    /** The write has left and isn't answered. */
    SENT,
    /** The answer is lost: has the write taken effect? */
    RECONCILING,
    /** The target is taking over. */
    ROLLING_OUT,
    /** The target serves; nothing is judged yet. */
    SETTLING,
    /** Health and error rate are being watched. */
    VERIFYING,
    /** Old tasks are being waited for. */
    DRAINING,
    /** The team is being told the outcome. */
    CLOSING,
    /** Over. */
    ENDED;

    /** Returns whether no write has left for certain. */
    public boolean beforeTheWrite() {
        return this == NEW || this == CHECKING || this == ANNOUNCING;
    }

    /** Returns whether the target is being watched, from taking over to the end of draining. */
    public boolean watches() {
        return this == ROLLING_OUT || this == SETTLING || this == VERIFYING || this == DRAINING;
    }

    /** Returns the phase in lower case, words apart. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
