package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import java.util.List;

/** A report as one HTML page that needs nothing but itself: no script, no request, at most 150 KB. */
public final class ReportPage {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private ReportPage() {}

    /** Returns the page; the same report always gives the same. */
    public static String of(RollbackReport report, PlannedRollback plan, KeptEvidence evidence) {
        var page = new Markup();
        page.own("<!DOCTYPE html>\n")
                .open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml")
                .open("head")
                .empty("meta", "charset", "utf-8")
                .empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .empty("meta", "name", "referrer", "content", "no-referrer")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("title", report.outcome() + ": " + plan.service().name())
                .open("style")
                .own(PageStyle.SHEET)
                .close()
                .closeLine()
                .open("body")
                .open("main");
        content(page, report, plan, evidence);
        return page.close().close().closeLine().toString();
    }

    private static void content(Markup page, RollbackReport report, PlannedRollback plan, KeptEvidence evidence) {
        boolean success = report.outcome().success();
        List<Moment> moments = Moment.of(report, plan, evidence);
        var steps = new NextSteps(page, report);
        new Summary(page, report, plan).write();
        steps.warnings();
        if (!success) {
            steps.write();
        }
        new ChartFigure(page, report, plan, evidence).write(moments);
        Moment.write(page, moments, report);
        new Proof(page, report, plan, evidence).write();
        new Checklist(page, report, plan).write();
        if (success) {
            steps.write();
        }
        new EvidenceSection(page, plan, evidence).write();
        new ValuesTable(page, plan).write();
        page.open("footer")
                .text("Rollback %s. %s. Platform calls: %d reads, %d writes. Instants are UTC."
                        .formatted(
                                report.id(),
                                plan.procedure().runbook().file(),
                                report.calls().reads(),
                                report.calls().writes()))
                .close();
    }
}
