package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.core.Cancellation;
import io.incidentiq.rollback.internal.core.RollbackCore;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.report.RunDetails;
import io.incidentiq.rollback.internal.report.RunReport;
import io.incidentiq.rollback.internal.rule.GateTransitions;
import io.incidentiq.rollback.port.MetricPoint;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How a rollback stood at one moment, with the parts that its report is made of. */
record RunView(PlannedRollback plan, Instant at, Phase phase, RunDetails details, Calls calls) implements RollbackView {
    static RunView of(RollbackCore core, Instant at, Calls calls) {
        var details =
                new RunDetails(core.progress(), core.verification(), core.gates(), core.warnings(), core.evidence());
        return new RunView(core.plan(), at, core.phase(), details, calls);
    }

    /** Returns how a rollback stands that was over before it began. */
    static RunView of(RunReport report) {
        Instant at = report.progress().endedAt().orElse(report.requestedAt());
        return new RunView(report.plan(), at, Phase.ENDED, report.details(), report.calls());
    }

    /** Returns this view as it has to be told where nobody will learn the answer to a write that is outstanding. */
    RunView broken() {
        var known = new RunDetails(progress().endingAt(at), verification(), gates(), warnings(), details.evidence());
        return new RunView(plan, at, phase, known, calls);
    }

    /** Returns how a rollback ends that nobody follows any further. */
    Ending ending(@Nullable String givenUpBy) {
        String why = givenUpBy == null ? "not followed any further" : "by " + givenUpBy;
        return Cancellation.of(why, phase, progress().changed(), calls.writes() > 0);
    }

    /** Returns how it went where nobody follows it any further: what was still to be done before the write was not done. */
    RunDetails leftAlone() {
        boolean before = phase == Phase.NEW || phase == Phase.CHECKING;
        List<Gate> left = before ? GateTransitions.unsent(gates()) : gates();
        return new RunDetails(progress().endingAt(at), verification(), left, warnings(), details.evidence());
    }

    /** While a write's answer is outstanding, what it changed is unknown. */
    @Override
    public Progress progress() {
        return phase == Phase.SENT ? details.progress().awaitingAnswer() : details.progress();
    }

    @Override
    public Verification verification() {
        return details.verification();
    }

    @Override
    public OptionalDouble latest() {
        Instant known = plan.plannedAt().minus(plan.settings().period());
        return details.evidence().metric().stream()
                .filter(p -> !p.start().isBefore(known))
                .mapToDouble(MetricPoint::value)
                .reduce((older, newer) -> newer);
    }

    @Override
    public List<Gate> gates() {
        return details.gates();
    }

    @Override
    public List<String> warnings() {
        return details.warnings();
    }
}
