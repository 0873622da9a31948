package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.FollowUp;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.TextStyle;
import io.incidentiq.rollback.internal.format.Column;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.format.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A report as a person reads it: the outcome first, what to do next last. */
final class ReportText {
    private final RunReport report;
    private final TextStyle style;
    private final StringBuilder out = new StringBuilder();

    private ReportText(RunReport report, TextStyle style) {
        this.report = report;
        this.style = style;
    }

    static String of(RunReport report, TextStyle style) {
        var text = new ReportText(report, style);
        text.outcome();
        text.gates();
        text.warnings();
        text.changed();
        text.closedGates();
        text.followUps();
        text.byHand();
        return text.out.toString();
    }

    /** A plan that was shown has already said why it can't be carried out. */
    private void outcome() {
        if (style.planShown() && report.plan().ending().isPresent()) {
            return;
        }
        String code = report.reasonCode().map(r -> " (" + r + ")").orElse("");
        line("", report.outcome() + code + took() + ": " + detail());
        if (report.plan().request().drill().isEmpty()) {
            line("", "in " + report.plan().place());
        }
    }

    private String detail() {
        return report.detail().isEmpty() ? report.reason().map(Reason::meaning).orElse("") : report.detail();
    }

    private String took() {
        Progress p = report.progress();
        Instant end = p.endedAt().orElse(null);
        if (end == null) {
            return "";
        }
        String all = " in " + words(report.requestedAt(), end);
        return p.sentAt()
                .flatMap(sent -> p.mitigatedAt().map(at -> all + ", mitigated " + words(sent, at) + " after the write"))
                .orElse(all);
    }

    private static String words(Instant from, Instant to) {
        return DurationFormat.wholeSeconds(Duration.between(from, to));
    }

    private void gates() {
        if (report.progress().beganAt().isPresent()) {
            report.gates()
                    .forEach(g -> line(
                            "  %s %-21s ".formatted(mark(g.status()), g.id()),
                            g.statement().map(said -> stated(g, said)).orElse("") + g.evidence()));
        }
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

    /** A plan that was shown has said what the runbook gives reason for. */
    private void warnings() {
        List<String> told = style.planShown() ? report.plan().procedure().warnings() : List.of();
        report.warnings().stream().filter(w -> !told.contains(w)).forEach(w -> line("warning: ", w));
    }

    /** After anything but a success this is the first thing a person asks. */
    private void changed() {
        if (report.outcome().success()) {
            return;
        }
        String deployment = report.progress().deployment().map(d -> " as " + d).orElse("");
        line(
                "",
                switch (report.changed()) {
                    case NO -> "Nothing was changed.";
                    case YES -> "Changed: the write was done%s.".formatted(deployment);
                    case UNKNOWN -> "Changed: unknown; look at the service before anything is sent again.";
                });
    }

    private void closedGates() {
        if (report.outcome() == Outcome.REFUSED) {
            out.append(style.closedGates(report.plan()));
        }
    }

    private void followUps() {
        List<FollowUp> open = report.followUps().stream()
                .filter(f -> f.status() == FollowUp.Status.OPEN)
                .toList();
        if (!open.isEmpty()) {
            line("", "Still to do:");
            open.forEach(f -> line("  - ", f.text() + due(f)));
        }
    }

    private static String due(FollowUp followUp) {
        Instant due = followUp.dueAt();
        return due == null ? "" : " (by " + InstantFormat.words(due) + ")";
    }

    private void byHand() {
        List<HandCommand> commands = report.byHand();
        if (!commands.isEmpty()) {
            line("", "By hand, if you have to:");
            commands.stream().flatMap(c -> c.lines().stream()).forEach(l -> whole("  " + l));
        }
    }

    /** Adds a line that is for copying. */
    private void whole(String line) {
        out.append(line).append('\n');
    }

    /** Adds {@code head} and the text, which goes on below itself where it is too long for one line. */
    private void line(String head, String text) {
        out.append(Column.hanging(head, VisibleText.line(text), style.width()));
    }
}
