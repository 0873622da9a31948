package io.incidentiq.rollback;

import io.incidentiq.rollback.core.RollbackCore;
import io.incidentiq.rollback.outcome.Phase;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.outcome.Verification;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Instant;
import java.util.List;

/** How a rollback stood at one moment. Immutable. */
public final class RollbackView {
    private final RollbackPlan plan;
    private final Instant at;
    private final Phase phase;
    private final RollbackReport.RunDetails details;
    private final Calls calls;

    private RollbackView(RollbackPlan plan, Instant at, Phase phase, RollbackReport.RunDetails details, Calls calls) {
        this.plan = plan;
        this.at = at;
        this.phase = phase;
        this.details = details;
        this.calls = calls;
    }

    static RollbackView of(RollbackCore core, Instant at, Calls calls) {
        var details =
                new RollbackReport.RunDetails(core.progress(), core.verification(), core.gates(), core.warnings());
        return new RollbackView(core.plan(), at, core.phase(), details, calls);
    }

    /** Returns how a rollback stands that was over before it began. */
    static RollbackView of(RollbackReport report) {
        var details = new RollbackReport.RunDetails(
                report.progress(), report.verification(), report.gates(), report.warnings());
        Instant at = report.progress().endedAt().orElse(report.requestedAt());
        return new RollbackView(report.plan(), at, Phase.ENDED, details, report.calls());
    }

    /** Returns this view as it has to be told where nobody will learn the answer to a write that is outstanding. */
    RollbackView broken() {
        Progress progress = phase == Phase.SENT ? details.progress().awaitingAnswer() : details.progress();
        var known = new RollbackReport.RunDetails(
                progress.endingAt(at), details.verification(), details.gates(), details.warnings());
        return new RollbackView(plan, at, phase, known, calls);
    }

    /** Returns what is carried out. */
    public RollbackPlan plan() {
        return plan;
    }

    /** Returns the moment, by the engine's clock. */
    public Instant at() {
        return at;
    }

    public Phase phase() {
        return phase;
    }

    /** Returns what had happened. While a write's answer is outstanding, {@link Progress#changed()} says what the writes before it did. */
    public Progress progress() {
        return details.progress();
    }

    /** Returns how the service does on the target; {@link Verification#NONE} before it was judged. */
    public Verification verification() {
        return details.verification();
    }

    /** Returns the checklist as it stood. */
    public List<Gate> gates() {
        return details.gates();
    }

    /** Returns what a person should know, in the order in which it came up. */
    public List<String> warnings() {
        return details.warnings();
    }

    /** Returns the calls made by then, those of the plan included. */
    public Calls calls() {
        return calls;
    }

    RollbackReport.RunDetails details() {
        return details;
    }
}
