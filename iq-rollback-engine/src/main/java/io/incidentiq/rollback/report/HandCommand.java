package io.incidentiq.rollback.report;

import org.jspecify.annotations.Nullable;

/**
 * A command that a person can type to go on without the engine.
 *
 * @param line the runbook's line that it stands for; null where the runbook has none
 */
public record HandCommand(String command, @Nullable Integer line) {
    /** Returns the command, with the runbook's line as a comment. */
    @Override
    public String toString() {
        return line == null ? command : command + "   # line " + line;
    }
}
