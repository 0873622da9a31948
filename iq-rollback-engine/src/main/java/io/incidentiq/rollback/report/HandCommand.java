package io.incidentiq.rollback.report;

import io.incidentiq.rollback.plan.RollbackPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that a person can type to go on without the engine.
 *
 * @param line the runbook's line that it stands for; null where the runbook has none
 */
public record HandCommand(String command, @Nullable Integer line) {
    /**
     * Returns what is left of {@code plan} for a person to do.
     *
     * @param written whether the write has been done already
     * @return empty for a plan without a target
     */
    public static List<HandCommand> remaining(RollbackPlan plan, boolean written) {
        return ByHand.remaining(plan, written);
    }

    /** Returns the command, with the runbook's line as a comment. */
    @Override
    public String toString() {
        return line == null ? command : command + "   # line " + line;
    }
}
