package io.incidentiq.cli;

import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.GateStatus;
import io.incidentiq.rollback.plan.RollbackPlan;
import java.util.List;

/** Asks a person at the terminal about every OPEN gate, where their answers are all that is missing. */
final class Questions {
    private final Terminal terminal;
    private final String who;

    /** @param who in whose name is confirmed */
    Questions(Terminal terminal, String who) {
        this.terminal = terminal;
        this.who = who;
    }

    /**
     * Returns the plan with every OPEN gate confirmed, or {@code plan} itself as soon as one isn't: the refusal then prints the one
     * line for all. Nothing is asked that would not help, such as beside a BLOCKED gate, which only a typed line overrides.
     */
    RollbackPlan about(RollbackPlan plan) {
        List<Gate> open = plan.closedGates().stream()
                .filter(g -> g.status() == GateStatus.OPEN)
                .toList();
        if (plan.executable() || !confirmed(plan, open).executable()) {
            return plan;
        }
        RollbackPlan result = plan;
        for (Gate gate : open) {
            if (!holds(gate)) {
                return plan;
            }
            result = result.confirm(gate.id(), who, terminal.ask("  note for the report, may be empty: "));
        }
        return result;
    }

    /** Returns whether a person, told what is at stake, wants it. */
    boolean goAhead(String stakes) {
        terminal.err().println("About to change " + stakes);
        return yes(terminal.ask("  go ahead? [y/N] "));
    }

    private static boolean yes(String answer) {
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    private RollbackPlan confirmed(RollbackPlan plan, List<Gate> gates) {
        RollbackPlan result = plan;
        for (Gate gate : gates) {
            result = result.confirm(gate.id(), who, "");
        }
        return result;
    }

    private boolean holds(Gate gate) {
        terminal.err().println(gate.id() + ": " + gate.text());
        terminal.err().println("  " + gate.evidence());
        return yes(terminal.ask("  confirm %s as %s? [y/N] ".formatted(gate.id(), who)));
    }
}
