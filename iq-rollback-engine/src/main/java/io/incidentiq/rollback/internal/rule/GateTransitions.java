package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateRefusal;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How gates come to be, and what becomes of them. */
public final class GateTransitions {
    private GateTransitions() {}

    /** Returns a gate that a person may answer. */
    public static Gate gate(ChecklistLine item, GateStatus status, String evidence) {
        return new Gate(item, status, evidence, null, true);
    }

    /** Returns a BLOCKED gate that nobody may override. */
    public static Gate forGood(ChecklistLine item, String evidence) {
        return new Gate(item, GateStatus.BLOCKED, evidence, null, false);
    }

    /** Returns an item that the engine adds itself. */
    public static ChecklistLine line(String id, String text) {
        return new ChecklistLine(id, text, Source.DEFAULT);
    }

    /** Returns a gate that the engine adds itself. */
    public static Gate added(String id, String text, GateStatus status, String evidence) {
        return gate(line(id, text), status, evidence);
    }

    /** Returns a copy in another state, as found at start. */
    public static Gate now(Gate gate, GateStatus status, String evidence) {
        return new Gate(gate.item(), status, evidence, gate.said(), gate.overridable());
    }

    /** Returns the gates as they stand where a rollback ends before the start. */
    public static List<Gate> unsent(List<Gate> gates) {
        return gates.stream().map(GateTransitions::unsent).toList();
    }

    /** Returns a copy as it stands where a rollback ends before the start: what was still to be done was not done. */
    static Gate unsent(Gate gate) {
        return gate.status() == GateStatus.PENDING
                ? now(gate, GateStatus.PENDING, "not sent: nothing was changed")
                : gate;
    }

    /** Returns the item as {@code rule} sees it now, if more stands in its way than before. */
    public static Optional<Gate> worsened(Gate gate, Function<ChecklistLine, Gate> rule) {
        return Optional.of(rule.apply(gate.item())).filter(now -> now.status().worseThan(gate.status()));
    }

    /**
     * Returns the gate after what a person said of it. What passed stays so; that they spoke is noted.
     *
     * @throws GateRefusal if a BLOCKED gate is confirmed, an OPEN one overridden, or one overridden that nothing overrides
     */
    public static Gate after(Gate gate, Statement said) {
        if (!takes(gate, said)) {
            throw refusal(gate, said);
        }
        return switch (gate.status()) {
            case CONFIRMED, OVERRIDDEN -> gate;
            case PASSED -> stated(gate, GateStatus.PASSED, said);
            case OPEN -> stated(gate, GateStatus.CONFIRMED, said);
            case BLOCKED -> stated(gate, GateStatus.OVERRIDDEN, said);
            case PENDING -> said.override() ? gate : stated(gate, GateStatus.PENDING, said);
        };
    }

    private static Gate stated(Gate gate, GateStatus status, Statement said) {
        return new Gate(gate.item(), status, gate.evidence(), said, gate.overridable());
    }

    /** Returns whether {@link #after} would not refuse it. */
    public static boolean takes(Gate gate, Statement said) {
        return switch (gate.status()) {
            case OPEN -> !said.override();
            case BLOCKED -> said.override() && gate.overridable();
            case PASSED, PENDING, CONFIRMED, OVERRIDDEN -> true;
        };
    }

    private static GateRefusal refusal(Gate gate, Statement said) {
        String why = gate.status() == GateStatus.OPEN
                ? "%s is OPEN, not BLOCKED: it is confirmed, not overridden".formatted(gate.id())
                : "%s is BLOCKED (%s): %s"
                        .formatted(
                                gate.id(),
                                gate.evidence(),
                                gate.overridable() ? "it is overridden, not confirmed" : "nothing overrides it");
        return new GateRefusal(said, why, gate.remedy().orElse(null));
    }
}
