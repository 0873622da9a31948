package io.incidentiq.aws.alarm;

import org.jspecify.annotations.Nullable;

/** Ends the reading, for the reason that is its message. Caught where the reading is put together. */
final class NotAnAlarm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AlarmReading.@Nullable Told told;

    private NotAnAlarm(String why, AlarmReading.@Nullable Told told) {
        super(why, null, false, false);
        this.told = told;
    }

    /** Returns {@code expected an alarm of Amazon CloudWatch that went off, found ...}. */
    static NotAnAlarm found(String what) {
        return found(what, null);
    }

    /** @param told what the payload says all the same; null where that isn't known */
    static NotAnAlarm found(String what, AlarmReading.@Nullable Told told) {
        return new NotAnAlarm("expected an alarm of Amazon CloudWatch that went to ALARM, found " + what, told);
    }

    AlarmReading.@Nullable Told told() {
        return told;
    }
}
