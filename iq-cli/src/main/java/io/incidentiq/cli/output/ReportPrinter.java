package io.incidentiq.cli.output;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;

/** A report as the command line words it: after the plan, remedies as options. */
public final class ReportPrinter {
    /** What a screen or a page shows without wrapping, where its width isn't known. */
    public static final int WIDTH = 100;

    private ReportPrinter() {}

    /**
     * Returns the report in words.
     *
     * @param rollback the command line that a remedy is added to
     */
    public static String of(RollbackReport report, String rollback) {
        String text = report.toText(NextSteps.style(rollback));
        return report.outcome() == Outcome.REFUSED
                ? text + NextSteps.hint(report.plan()) + untold(report) + NextSteps.withoutTo(report.plan())
                : text;
    }

    /** A start message that could not be sent opened its gate after the plan was made. */
    private static String untold(RollbackReport report) {
        boolean opened = report.ending().reason() == Reason.TEAM_NOTIFIED
                && report.plan().closedGates().isEmpty();
        return opened ? "Once they know, add --confirm team-notified=YOUR-NAME.\n" : "";
    }
}
