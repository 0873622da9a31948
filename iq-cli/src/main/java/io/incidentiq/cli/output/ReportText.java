package io.incidentiq.cli.output;

import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.plan.DurationFormat;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.GateStatus;
import io.incidentiq.rollback.plan.Statement;
import io.incidentiq.rollback.port.VisibleText;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A report as a person reads it: the outcome first, what to do next last. */
public final class ReportText {
    private ReportText() {}

    /** The plan has been shown: what it says of the runbook isn't said again. */
    public static String of(RollbackReport report, String rollback) {
        var text = new StringBuilder();
        if (report.plan().ending().isEmpty()) {
            outcome(report, text);
        }
        if (report.progress().beganAt().isPresent()) {
            report.gates().forEach(g -> line(text, gate(g)));
        }
        List<String> told = report.plan().settings().procedure().warnings();
        report.warnings().stream().filter(w -> !told.contains(w)).forEach(w -> line(text, "warning: " + w));
        changed(report, text);
        if (report.outcome() == Outcome.REFUSED) {
            text.append(NextSteps.openGates(report.plan(), rollback));
        }
        return text.append(NextSteps.afterReport(report)).toString();
    }

    /** The plan has already said why it can't be carried out. */
    private static void outcome(RollbackReport report, StringBuilder text) {
        String code = report.reasonCode().map(r -> " (" + r + ")").orElse("");
        line(text, report.outcome() + code + took(report) + ": " + detail(report));
        if (report.plan().settings().request().drill().isEmpty()) {
            line(text, "in " + report.plan().place());
        }
    }

    /** Texts from outside stay on their line. */
    private static void line(StringBuilder text, String line) {
        text.append(VisibleText.line(line)).append('\n');
    }

    /** After anything but a success this is the first thing a person asks. */
    private static void changed(RollbackReport report, StringBuilder text) {
        if (report.outcome().success()) {
            return;
        }
        String deployment = report.progress().deployment().map(d -> " as " + d).orElse("");
        line(
                text,
                switch (report.changed()) {
                    case NO -> "Nothing was changed.";
                    case YES -> "Changed: the write was done%s.".formatted(deployment);
                    case UNKNOWN -> "Changed: unknown; look at the service before anything is sent again.";
                });
    }

    private static String detail(RollbackReport report) {
        return report.detail().isEmpty() ? report.reason().map(r -> r.meaning()).orElse("") : report.detail();
    }

    private static String took(RollbackReport report) {
        Progress p = report.progress();
        Instant end = p.endedAt().orElse(null);
        if (end == null) {
            return "";
        }
        String all = " in " + minutes(Duration.between(report.requestedAt(), end));
        return p.sentAt()
                .flatMap(sent -> p.mitigatedAt()
                        .map(at -> all + ", mitigated " + minutes(Duration.between(sent, at)) + " after the write"))
                .orElse(all);
    }

    /** Returns a duration in words, to the second. */
    public static String minutes(Duration d) {
        return DurationFormat.words(d.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String gate(Gate gate) {
        return "  %s %-21s %s"
                .formatted(
                        mark(gate.status()),
                        gate.id(),
                        gate.statement().map(said -> stated(gate, said)).orElse("") + gate.evidence());
    }

    /** What was to be done at the start and was not is neither in the way nor done. */
    private static String mark(GateStatus status) {
        return switch (status) {
            case PASSED, CONFIRMED, OVERRIDDEN -> "✔";
            case PENDING -> "–";
            case OPEN, BLOCKED -> "✘";
        };
    }

    private static String stated(Gate gate, Statement said) {
        String needed = gate.status() == GateStatus.PASSED ? ", which was not needed" : "";
        String note = said.note().isEmpty() ? "" : ", \"" + said.note() + "\"";
        return "stated by " + said.by() + note + needed + ": ";
    }
}
