package io.incidentiq.cli;

import io.incidentiq.rollback.core.Progress;
import io.incidentiq.rollback.core.Verification;
import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of a rollback that a signal ended, as a report: it is CANCELLED, and follows nothing any more. */
record InterruptedReport(Supplier<RollbackId> id, Settings settings, Instant requestedAt) {
    /**
     * @param plan null while there is none yet
     * @param now null before anything of it was carried out
     */
    RollbackReport of(String signal, @Nullable RollbackPlan plan, Course.@Nullable Snapshot now) {
        if (now != null && now.plan() != null) {
            return ended(signal, now.plan(), now.at(), now.course(), now.calls());
        }
        RollbackPlan known =
                plan == null ? RollbackPlan.unanswered(settings, requestedAt, ending(signal, Changed.NO)) : plan;
        var course = new RollbackReport.Course(Progress.none(), Verification.NONE, known.gates(), known.warnings());
        return ended(signal, known, known.plannedAt(), course, new Calls(known.reads(), 0));
    }

    private RollbackReport ended(
            String signal, RollbackPlan plan, Instant at, RollbackReport.Course course, Calls calls) {
        var ended = new RollbackReport.Course(
                course.progress().endingAt(at), course.verification(), course.gates(), course.warnings());
        return new RollbackReport(
                id.get(), requestedAt, plan, ending(signal, course.progress().changed()), ended, calls);
    }

    private static Ending ending(String signal, Changed changed) {
        String sent = changed == Changed.NO ? "nothing was sent" : "the platform goes on with what it was told";
        return new Ending(Outcome.CANCELLED, Reason.CANCELLED, "interrupted by " + signal + "; " + sent);
    }
}
