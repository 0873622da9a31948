package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Rejected;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import java.util.List;

/** The gates with their evidence and who answered them, and the revisions that were rejected. */
record Checklist(Markup page, RollbackReport report, PlannedRollback plan) {
    private static final int MOST = 40;

    void write() {
        gates();
        rejected();
    }

    private void gates() {
        List<Gate> gates = report.gates();
        if (gates.isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Gates").open("table", "class", "stack");
        heads("Status", "Gate", "Evidence", "Answered by");
        gates.stream().limit(MOST).forEach(this::gate);
        page.close().close().closeLine();
    }

    private void heads(String... names) {
        page.open("thead").open("tr");
        List.of(names).forEach(n -> page.leaf("th", n, "scope", "col"));
        page.close().close().open("tbody");
    }

    private void gate(Gate gate) {
        page.open("tr", "class", Tone.of(gate.status()).toString())
                .leaf("td", mark(gate.status()) + " " + gate.status(), "class", "mark")
                .open("th", "scope", "row")
                .leaf("code", gate.id())
                .empty("br")
                .leaf("span", gate.text() + " (" + gate.source() + ")", "class", "soft")
                .close()
                .leaf("td", gate.evidence())
                .leaf("td", gate.statement().map(s -> said(gate, s)).orElse(""))
                .closeLine();
    }

    private static String said(Gate gate, Statement statement) {
        String note = statement.note().isEmpty() ? "" : ": " + statement.note();
        return statement.by() + note + (gate.status() == GateStatus.PASSED ? " (was not needed)" : "");
    }

    private static String mark(GateStatus status) {
        return switch (status) {
            case PASSED, CONFIRMED, OVERRIDDEN -> "✔";
            case PENDING -> "–";
            case OPEN, BLOCKED -> "✘";
        };
    }

    private void rejected() {
        List<Rejected> rejected = plan.rejected();
        if (rejected.isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", "Revisions that were rejected").open("table", "class", "stack");
        heads("Revision", "Why");
        rejected.stream()
                .limit(MOST)
                .forEach(r -> page.open("tr")
                        .leaf("th", r.revision().toString(), "scope", "row")
                        .leaf("td", r.why())
                        .closeLine());
        page.close().close().closeLine();
    }
}
