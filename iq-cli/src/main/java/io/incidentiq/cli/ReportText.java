package io.incidentiq.cli;

import io.incidentiq.rollback.core.Progress;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.GateStatus;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Statement;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A report as a person reads it: the outcome first, what to do next last. */
final class ReportText {
    private ReportText() {}

    static String of(RollbackReport report, List<String> typed) {
        var text = new StringBuilder();
        if (report.plan().ending().isEmpty()) {
            outcome(report, text);
        }
        if (report.progress().beganAt().isPresent()) {
            report.gates().forEach(g -> text.append(gate(g)));
        }
        report.warnings().forEach(w -> text.append("warning: ").append(w).append('\n'));
        if (report.outcome() == Outcome.REFUSED) {
            text.append("Nothing was changed.\n").append(openGates(report.plan(), typed));
        }
        return text.append(NextSteps.afterReport(report)).toString();
    }

    /** The plan has already said why it can't be carried out. */
    private static void outcome(RollbackReport report, StringBuilder text) {
        text.append(report.outcome());
        report.reasonCode().ifPresent(r -> text.append(" (").append(r).append(')'));
        text.append(took(report)).append(": ").append(detail(report)).append('\n');
    }

    private static String detail(RollbackReport report) {
        return report.detail().isEmpty() ? report.reason().map(r -> r.meaning()).orElse("") : report.detail();
    }

    private static String openGates(RollbackPlan plan, List<String> typed) {
        return NextSteps.openGates(plan, "iq " + NextSteps.words(typed));
    }

    private static String took(RollbackReport report) {
        Progress p = report.progress();
        Instant end = p.endedAt().orElse(null);
        if (end == null) {
            return "";
        }
        String all = " in " + Course.minutes(Duration.between(report.requestedAt(), end));
        return p.sentAt()
                .flatMap(sent -> p.mitigatedAt()
                        .map(at ->
                                all + ", mitigated " + Course.minutes(Duration.between(sent, at)) + " after the write"))
                .orElse(all);
    }

    private static String stated(Gate gate, Statement s) {
        String needed = gate.status() == GateStatus.PASSED ? ", which was not needed" : "";
        return "stated by " + s.by() + needed + ": ";
    }

    private static String gate(Gate gate) {
        String mark = gate.status().closed() ? "✘" : "✔";
        return "  %s %-23s %s%n"
                .formatted(
                        mark,
                        gate.id(),
                        gate.statement().map(s -> stated(gate, s)).orElse("") + gate.evidence());
    }
}
