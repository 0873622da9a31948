package io.incidentiq.aws.alarm.text;

import org.jspecify.annotations.Nullable;

/** Ends the reading, for the reason that is its message. Caught where the reading is put together. */
public final class NotAnAlarm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ForeignAlarm told;

    private NotAnAlarm(String why, @Nullable ForeignAlarm told) {
        super(why, null, false, false);
        this.told = told;
    }

    /** Returns {@code expected an alarm of Amazon CloudWatch that went off, found ...}. */
    public static NotAnAlarm found(String what) {
        return found(what, null);
    }

    /**
     * Returns the same, with what is told all the same.
     *
     * @param told what the payload says; null where that isn't known
     */
    public static NotAnAlarm found(String what, @Nullable ForeignAlarm told) {
        return new NotAnAlarm("expected an alarm of Amazon CloudWatch that went to ALARM, found " + what, told);
    }

    public @Nullable ForeignAlarm told() {
        return told;
    }
}
