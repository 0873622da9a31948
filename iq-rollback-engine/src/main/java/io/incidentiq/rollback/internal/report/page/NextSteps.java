package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.FollowUp;
import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.internal.format.InstantFormat;
import java.time.Instant;
import java.util.List;

/** What is left to do, and what a person should know. */
record NextSteps(Markup page, RollbackReport report) {
    private static final int MOST = 40;

    void warnings() {
        List<String> warnings = report.warnings();
        if (warnings.isEmpty()) {
            return;
        }
        page.open("section", "class", "warn").leaf("h2", "Warnings").open("ul");
        warnings.stream().limit(MOST).forEach(w -> page.leaf("li", w));
        more(warnings.size());
        page.close().closeLine();
    }

    private void more(int size) {
        if (size > MOST) {
            page.leaf("li", "%d more are in the JSON report".formatted(size - MOST));
        }
    }

    void write() {
        List<FollowUp> followUps = report.followUps();
        List<HandCommand> commands = report.byHand();
        if (followUps.isEmpty() && commands.isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Still to do");
        if (!followUps.isEmpty()) {
            page.open("ul");
            followUps.stream().limit(MOST).forEach(this::followUp);
            more(followUps.size());
            page.close();
        }
        if (!commands.isEmpty()) {
            page.leaf("p", "By hand, if you have to:");
            commands.stream().limit(MOST).forEach(this::command);
        }
        page.closeLine();
    }

    private void followUp(FollowUp followUp) {
        Instant due = followUp.dueAt();
        String by = due == null ? "" : " (by " + InstantFormat.words(due) + ")";
        page.leaf("li", (followUp.status() == FollowUp.Status.DONE ? "done: " : "") + followUp.text() + by);
    }

    private void command(HandCommand command) {
        String lines = String.join("\n", command.lines());
        if (!page.fits(lines)) {
            page.leaf("p", "A command is too long for this page; it is in the JSON report.", "class", "soft");
            return;
        }
        page.open("pre").open("code");
        for (int i = 0; i < command.lines().size(); i++) {
            page.own(i == 0 ? "" : "\n").text(command.lines().get(i));
        }
        page.close().closeLine();
    }
}
