package io.incidentiq.cli.output;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Remedy;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.TextStyle;
import java.util.List;
import java.util.stream.Collectors;

/** What to type, or to do, next. */
public final class NextSteps {
    private NextSteps() {}

    public static String afterPlan(RollbackPlan plan, String rollback) {
        if (plan.executable()) {
            return "\nNothing was changed. To carry it out:\n  " + rollback + "\n";
        }
        return "\nNothing was changed.\n" + hint(plan) + openGates(plan, rollback);
    }

    /** Returns which options help where a plan is refused; empty where none does. */
    static String hint(RollbackPlan plan) {
        Reason reason = plan.ending().map(Ending::reason).orElse(null);
        if (reason == null) {
            return "";
        }
        return switch (reason) {
            case UNKNOWN_SERVICE -> "Check --service and --cluster.\n";
            case SUSPECT_UNKNOWN ->
                "Name the bad revision with --suspect, or say when the incident began with --incident-start.\n";
            case TARGET_UNFIT -> "Name another revision with --to, or leave it out.\n";
            case NO_CANDIDATE -> "To have a revision looked at that is not listed, name it with --to.\n";
            case TIMEOUT_TOO_SHORT -> "Give --timeout more, or leave it out.\n";
            default -> "";
        };
    }

    /** Returns the command line that opens the closed gates; what can't be opened is said. */
    private static String openGates(RollbackPlan plan, String rollback) {
        String closed = style(rollback).closedGates(plan);
        boolean stuck = !closed.isEmpty() && plan.remedies().isEmpty();
        return stuck ? closed + withoutTo(plan) : closed;
    }

    /** Returns how a report is worded after its plan: remedies are options of {@code rollback}. */
    static TextStyle style(String rollback) {
        return new TextStyle(ReportPrinter.WIDTH, true, all -> options(rollback, all));
    }

    /** Returns the command line with the options that stand for the remedies. */
    static String options(String rollback, List<Remedy> remedies) {
        return rollback
                + remedies.stream()
                        .map(r -> " " + option(r, "YOUR-NAME", "WHY"))
                        .collect(Collectors.joining());
    }

    /** Returns the option that stands for a remedy. */
    public static String option(Remedy remedy, String name, String note) {
        return switch (remedy.kind()) {
            case CONFIRM -> "--confirm %s=%s".formatted(remedy.gate(), name);
            case OVERRIDE -> "--override %s=%s:%s".formatted(remedy.gate(), name, note);
        };
    }

    /** The platform goes where it goes: that may well be good, and is only not what was asked for. */
    static String withoutTo(RollbackPlan plan) {
        boolean elsewhere = plan.ending()
                .filter(e -> e.reason() == Reason.PLATFORM_TARGET_REJECTED)
                .isPresent();
        return plan.request()
                .target()
                .filter(to -> elsewhere)
                .map(to ->
                        "Leave out --to %s to follow the platform where it goes; or wait until it is done, and ask again.\n"
                                .formatted(to))
                .orElse("");
    }
}
