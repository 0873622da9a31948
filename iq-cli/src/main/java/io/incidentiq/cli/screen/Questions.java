package io.incidentiq.cli.screen;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.Statement;
import java.util.List;
import java.util.Optional;

/** Asks a person at the terminal about every OPEN gate, where their answers are all that is missing. */
public final class Questions {
    private final Terminal terminal;
    private final String who;

    /** @param who in whose name is confirmed */
    public Questions(Terminal terminal, String who) {
        this.terminal = terminal;
        this.who = who;
    }

    /**
     * Returns the plan with every OPEN gate confirmed, or {@code plan} itself as soon as one isn't: the refusal then prints the one
     * line for all. Nothing is asked that would not help, such as beside a BLOCKED gate, which only a typed line overrides.
     */
    public RollbackPlan about(RollbackPlan plan) {
        List<Gate> open = plan.closedGates().stream()
                .filter(g -> g.status() == GateStatus.OPEN)
                .toList();
        if (plan.executable() || !confirmed(plan, open).executable()) {
            return plan;
        }
        RollbackPlan result = plan;
        if (!open.isEmpty()) {
            terminal.tell("About service %s, cluster %s, %s:"
                    .formatted(plan.service().name(), plan.service().cluster(), plan.place()));
        }
        for (Gate gate : open) {
            if (!holds(gate)) {
                return plan;
            }
            result = result.confirm(gate.id(), who, note());
        }
        return result;
    }

    /** A note that is no more than the word for one is none. */
    private String note() {
        String typed = terminal.ask("  note for the report, may be empty: ");
        return Statement.isPlaceholderNote(typed) ? "" : typed;
    }

    /** Returns the plan with a person's word that the team knows, where the start message could not be sent; empty without it. */
    public Optional<RollbackPlan> toldAnyway(RollbackPlan plan, Gate untold) {
        terminal.tell(untold.id() + ": " + untold.evidence());
        return yes(terminal.ask("  have you told the team? [y/N] "))
                ? Optional.of(plan.confirm(untold.id(), who, note()))
                : Optional.empty();
    }

    /** Returns whether a person, told what is at stake, wants it. */
    public boolean goAhead(String stakes) {
        terminal.tell("About to change " + stakes);
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
        terminal.tell(gate.id() + ": " + gate.text());
        terminal.tell("  " + gate.evidence());
        return yes(terminal.ask("  confirm %s as %s? [y/N] ".formatted(gate.id(), who)));
    }
}
