package io.incidentiq.rollback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that a person can type to go on without the engine. It pastes into bash and zsh alike.
 *
 * @param command one line, quoted for both shells, without a comment
 * @param line the runbook's line that it stands for; null where the runbook has none
 */
public record HandCommand(String command, @Nullable Integer line) {
    /** Returns the command, below a line that names the runbook's: {@code : runbook line 59}, which both shells read and ignore. */
    public List<String> lines() {
        return line == null ? List.of(command) : List.of(": runbook line " + line, command);
    }

    /** Returns the command alone. */
    @Override
    public String toString() {
        return command;
    }
}
