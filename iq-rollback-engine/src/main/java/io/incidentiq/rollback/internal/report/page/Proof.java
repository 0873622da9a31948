package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.Verification.HealthCheck;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.settings.Settings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The checks with their verdicts, and the numbers that they rest on. */
record Proof(Markup page, RollbackReport report, PlannedRollback plan, KeptEvidence evidence) {
    void write() {
        Compared compared = Compared.of(report, plan, evidence);
        boolean judged =
                report.verification().metric() != null || report.verification().health() != null;
        if (!judged && compared.during().level() == null) {
            return;
        }
        page.open("section").leaf("h2", "Proof of recovery");
        if (judged) {
            page.open("ul");
            metric(report.verification().metric());
            health(report.verification().health());
            page.close();
        } else {
            page.leaf("p", "Nothing was judged after the rollback.");
        }
        if (compared.during().level() != null || compared.before().level() != null) {
            numbers(compared);
        }
        page.closeLine();
    }

    static String words(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private void metric(@Nullable MetricCheck check) {
        if (check == null) {
            return;
        }
        Reason reason = check.reason();
        String why = reason == null ? "" : "; " + reason.meaning();
        String note = check.note().isEmpty() ? "" : "; " + check.note();
        verdict(plan.settings().metricName(), check.verdict(), why + note);
    }

    private void health(@Nullable HealthCheck check) {
        if (check != null) {
            verdict(
                    "health",
                    check.verdict(),
                    "; %d of %d probes healthy, last: %s".formatted(check.healthy(), check.probes(), check.last()));
        }
    }

    private void verdict(String what, Verdict verdict, String more) {
        page.open("li", "class", Tone.of(verdict).toString())
                .text(what + ": ")
                .leaf("span", words(verdict), "class", "mark")
                .text(more)
                .close();
    }

    private void numbers(Compared compared) {
        page.open("table", "class", "stack")
                .leaf("caption", caption())
                .open("thead")
                .open("tr");
        page.leaf("th", "Stretch", "scope", "col");
        List.of("Level", "95 % range", "Periods", "Requests")
                .forEach(h -> page.leaf("th", h, "scope", "col", "class", "n"));
        page.close().close().open("tbody");
        row("Before (baseline)", compared.before());
        row("During (incident)", compared.during());
        if (compared.after().periods() > 0) {
            row("After (window)", compared.after());
        }
        limit("Midpoint: the window must be shown better", compared.midpoint());
        limit("Limit: the window's level is at most", compared.limit());
        page.close().close();
    }

    private String caption() {
        Settings settings = plan.settings();
        return settings.measure().map(m -> settings.metricName() + ": " + m).orElse("");
    }

    private void row(String name, Compared.Stretch stretch) {
        Compared.Range range = stretch.range();
        Double requests = stretch.requests();
        page.open("tr").leaf("th", name, "scope", "row");
        number("level", NumberFormat.text(stretch.level()));
        number(
                "95 % range",
                range == null ? "–" : NumberFormat.text(range.low()) + " to " + NumberFormat.text(range.high()));
        number("periods", String.valueOf(stretch.periods()));
        number("requests", requests == null ? "–" : String.format(Locale.ROOT, "%,.0f", requests));
        page.closeLine();
    }

    private void number(String title, String value) {
        page.leaf("td", value, "class", "n", "title", title);
    }

    private void limit(String name, @Nullable Double value) {
        if (value != null) {
            page.open("tr").leaf("th", name, "scope", "row");
            number("level", NumberFormat.text(value));
            page.own("<td colspan=\"3\"></td>").closeLine();
        }
    }
}
