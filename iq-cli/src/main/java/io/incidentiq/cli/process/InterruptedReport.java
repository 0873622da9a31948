package io.incidentiq.cli.process;

import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Phase;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.outcome.Verification;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of a rollback that a signal ended, as a report: it is CANCELLED, and follows nothing any more. */
public record InterruptedReport(Supplier<RollbackId> id, Settings settings, Instant requestedAt) {
    /**
     * Returns what is known.
     *
     * @param plan null while there is none yet
     * @param now null before anything of it was carried out
     */
    public RollbackReport of(String signal, @Nullable RollbackPlan plan, Underway.@Nullable Snapshot now) {
        if (now != null && now.plan() != null) {
            Ending ending = interrupted(
                    signal, now.phase(), now.progress().changed(), now.calls().writes());
            return ended(ending, now.plan(), now.at(), details(now), now.calls());
        }
        return unbegun(interrupted(signal, Phase.NEW, Changed.NO, 0), plan);
    }

    /** Returns what there is to report where a person, asked before anything was begun, did not want it. */
    public RollbackReport declined(RollbackPlan plan) {
        return unbegun(cancelled("declined at the prompt; nothing was sent"), plan);
    }

    private RollbackReport unbegun(Ending ending, @Nullable RollbackPlan plan) {
        RollbackPlan known = plan == null ? RollbackPlan.unanswered(settings, requestedAt, ending) : plan;
        var details = new RollbackReport.RunDetails(
                Progress.none(), Verification.NONE, unsent(known.gates()), known.warnings());
        return ended(ending, known, known.plannedAt(), details, new Calls(known.reads(), 0));
    }

    /** While the write's answer is outstanding, what it changed is unknown, whatever was so before. */
    private static RollbackReport.RunDetails details(Underway.Snapshot now) {
        RollbackReport.RunDetails details = now.details();
        Progress progress = now.phase() == Phase.SENT ? now.progress().awaitingAnswer() : now.progress();
        boolean before = now.phase() == Phase.NEW || now.phase() == Phase.CHECKING;
        return new RollbackReport.RunDetails(
                progress,
                details.verification(),
                before ? unsent(details.gates()) : details.gates(),
                details.warnings());
    }

    private static List<Gate> unsent(List<Gate> gates) {
        return gates.stream().map(Gate::unsent).toList();
    }

    private RollbackReport ended(
            Ending ending, RollbackPlan plan, Instant at, RollbackReport.RunDetails details, Calls calls) {
        var ended = new RollbackReport.RunDetails(
                details.progress().endingAt(at), details.verification(), details.gates(), details.warnings());
        return new RollbackReport(id.get(), requestedAt, plan, ending, ended, calls);
    }

    private static Ending interrupted(String signal, Phase phase, Changed changed, int writes) {
        return cancelled("interrupted by " + signal + "; " + sent(phase, changed, writes));
    }

    private static String sent(Phase phase, Changed changed, int writes) {
        if (phase == Phase.SENT) {
            return "a write is in flight; look before you write";
        }
        return switch (changed) {
            case NO -> writes == 0 ? "nothing was sent" : "no write took effect";
            case YES -> "the platform goes on with what it was told";
            case UNKNOWN -> "a write was sent and its answer is lost; look before you write";
        };
    }

    private static Ending cancelled(String detail) {
        return new Ending(Outcome.CANCELLED, Reason.CANCELLED, detail);
    }
}
