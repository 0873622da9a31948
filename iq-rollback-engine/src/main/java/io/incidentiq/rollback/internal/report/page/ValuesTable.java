package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.internal.planning.PlannedRollback;
import java.util.List;

/** Every value that the rollback worked with, and where it comes from. */
record ValuesTable(Markup page, PlannedRollback plan) {
    private static final int MOST = 60;

    void write() {
        page.open("section").leaf("h2", "Values and their sources").open("table", "class", "stack");
        page.open("thead").open("tr");
        List.of("Name", "Value", "Source").forEach(h -> page.leaf("th", h, "scope", "col"));
        page.close().close().open("tbody");
        plan.values().stream()
                .limit(MOST)
                .forEach(v -> page.open("tr")
                        .leaf("th", v.value().name(), "scope", "row")
                        .leaf("td", v.value().value())
                        .leaf("td", v.source().toString())
                        .closeLine());
        page.close().close();
        if (!plan.deviations().isEmpty()) {
            page.leaf("p", "Differs from the runbook").open("ul");
            plan.deviations().stream()
                    .limit(MOST)
                    .forEach(d -> page.leaf(
                            "li", "line %d, %s: %s, because %s".formatted(d.line(), d.text(), d.instead(), d.why())));
            page.close();
        }
        page.closeLine();
    }
}
