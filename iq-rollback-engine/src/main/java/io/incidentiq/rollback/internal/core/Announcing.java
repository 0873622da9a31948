package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.rule.GateTransitions;
import io.incidentiq.rollback.procedure.GateIds;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The start message, and what it makes of the gate {@code team-notified} ({@code docs/judgement.md}, gates). */
final class Announcing {
    private static final String FAILED = "the start message could not be sent: ";

    private final boolean bestEffort;
    private final List<String> warnings;
    private List<Gate> gates;
    private boolean done;
    private boolean tried;

    /**
     * What could not be sent although a person had told the team, or asked for no more than a try, is added to {@code warnings}.
     *
     * @param bestEffort whether the rollback goes on where the message can't be sent
     */
    Announcing(List<Gate> gates, boolean bestEffort, List<String> warnings) {
        this.gates = gates;
        this.bestEffort = bestEffort;
        this.warnings = warnings;
    }

    /** Returns whether the checklist asks for it. */
    boolean due() {
        return gates.stream().anyMatch(Announcing::isTeams);
    }

    private static boolean isTeams(Gate gate) {
        return gate.id().equals(GateIds.TEAM_NOTIFIED);
    }

    /** Takes in how it went, and returns how the rollback ends because of that; empty if it goes on. */
    Optional<Ending> told(Event.Told told) {
        String trouble = told.trouble();
        tried = true;
        done = told.mayHaveArrived();
        boolean confirmed =
                gates.stream().anyMatch(g -> isTeams(g) && g.statement().isPresent());
        if (trouble == null) {
            // a log that tells nobody takes the message too: what a person confirmed stays theirs
            team(g -> g.status() == GateStatus.CONFIRMED
                    ? g
                    : GateTransitions.now(g, GateStatus.PASSED, "told at " + InstantFormat.words(told.at())));
            return Optional.empty();
        }
        if (confirmed) {
            team(g -> GateTransitions.now(g, GateStatus.CONFIRMED, "confirmed beforehand"));
            warnings.add(FAILED + trouble);
            return Optional.empty();
        }
        if (bestEffort) {
            team(g -> GateTransitions.now(g, GateStatus.PENDING, "not told; the request asks for no more than a try"));
            warnings.add(FAILED + trouble);
            return Optional.empty();
        }
        team(g -> GateTransitions.now(g, GateStatus.OPEN, FAILED + trouble));
        return Optional.of(new Ending(
                Outcome.REFUSED, Reason.TEAM_NOTIFIED, trouble + "; tell the team, and confirm team-notified"));
    }

    /** Takes in that the rollback is over: a message that is still to be sent never will be. */
    void over() {
        if (!tried) {
            gates = GateTransitions.unsent(gates);
        }
    }

    private void team(UnaryOperator<Gate> change) {
        gates = gates.stream().map(g -> isTeams(g) ? change.apply(g) : g).toList();
    }

    /** Returns whether the team heard of the start, or may have, and so is to hear of the rest. */
    boolean done() {
        return done;
    }

    /** Returns the gates as they stand now. */
    List<Gate> gates() {
        return gates;
    }
}
