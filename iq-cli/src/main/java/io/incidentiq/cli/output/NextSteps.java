package io.incidentiq.cli.output;

import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.port.VisibleText;
import io.incidentiq.rollback.report.FollowUp;
import io.incidentiq.rollback.report.HandCommand;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** What to type, or to do, next. */
public final class NextSteps {
    private NextSteps() {}

    public static String afterPlan(RollbackPlan plan, String rollback) {
        if (plan.executable()) {
            return "\nNothing was changed. To carry it out:\n  " + rollback + "\n";
        }
        return "\nNothing was changed.\n" + openGates(plan, rollback);
    }

    /** Returns the command line that opens the closed gates; what can't be opened is said. */
    static String openGates(RollbackPlan plan, String rollback) {
        int closed = plan.closedGates().size();
        if (closed == 0 || plan.target().isEmpty()) {
            return "";
        }
        if (plan.remedies().isEmpty()) {
            String stuck = plan.closedGates().stream()
                    .filter(g -> g.remedy().isEmpty())
                    .map(Gate::id)
                    .collect(Collectors.joining(", "));
            return "Nothing overrides " + stuck + ".\n" + withoutTo(plan);
        }
        String need = closed == 1 ? "One gate needs a person:" : closed + " gates need a person:";
        return need + "\n  " + rollback + " " + plan.remedies() + "\n";
    }

    /** The platform goes where it goes: that may well be good, and is only not what was asked for. */
    private static String withoutTo(RollbackPlan plan) {
        boolean elsewhere = plan.ending()
                .filter(e -> e.reason() == Reason.PLATFORM_TARGET_REJECTED)
                .isPresent();
        return plan.settings()
                .request()
                .target()
                .filter(to -> elsewhere)
                .map(to ->
                        "Leave out --to %s to follow the platform where it goes; or wait until it is done, and ask again.\n"
                                .formatted(to))
                .orElse("");
    }

    static String afterReport(RollbackReport report) {
        var text = new StringBuilder();
        List<FollowUp> open = report.followUps().stream()
                .filter(f -> f.status() == FollowUp.Status.OPEN)
                .toList();
        if (!open.isEmpty()) {
            text.append("Still to do:\n");
            open.forEach(f -> text.append("  - ")
                    .append(VisibleText.line(f.text()))
                    .append(f.dueAt() == null ? "" : " (by " + f.dueAt().truncatedTo(ChronoUnit.SECONDS) + ")")
                    .append('\n'));
        }
        byHand(text, report);
        return text.toString();
    }

    private static void byHand(StringBuilder text, RollbackReport report) {
        List<HandCommand> commands = report.byHand();
        if (!commands.isEmpty()) {
            text.append("By hand, if you have to:\n");
            commands.stream()
                    .flatMap(c -> c.lines().stream())
                    .forEach(l -> text.append("  ").append(l).append('\n'));
        }
    }
}
