package io.incidentiq.aws.alarm;

/** Ends the reading, for the reason that is its message. Caught where the reading is put together. */
final class NotAnAlarm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAnAlarm(String why) {
        super(why, null, false, false);
    }

    /** Returns {@code expected an alarm of Amazon CloudWatch that went off, found ...}. */
    static NotAnAlarm found(String what) {
        return new NotAnAlarm("expected an alarm of Amazon CloudWatch that went to ALARM, found " + what);
    }
}
