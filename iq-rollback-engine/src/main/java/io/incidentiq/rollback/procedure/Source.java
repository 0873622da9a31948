package io.incidentiq.rollback.procedure;

import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from.
 *
 * @param name {@code request}, {@code drill}, {@code default}, the alarm, or the runbook's id
 * @param line the runbook's line, counted from 1; null where it isn't from a runbook
 */
public record Source(String name, @Nullable Integer line) {
    /** The caller said so. */
    public static final Source REQUEST = new Source("request", null);

    /** The rehearsal's world says so. */
    public static final Source DRILL = new Source("drill", null);

    /** Nobody said otherwise. */
    public static final Source DEFAULT = new Source("default", null);

    /** Returns {@code RB-0007:43}, {@code request}, {@code alarm payments-5xx}, {@code drill} or {@code default}. */
    @Override
    public String toString() {
        return line == null ? name : name + ":" + line;
    }
}
