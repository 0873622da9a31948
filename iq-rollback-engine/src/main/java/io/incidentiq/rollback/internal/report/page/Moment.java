package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.evidence.Window;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, for the timeline and for the charts.
 *
 * @param label what a chart calls it; null where charts leave it out
 */
record Moment(
        Instant at, String name, String detail, @Nullable String label) {
    /** Returns what happened, oldest first. */
    static List<Moment> of(RollbackReport report, PlannedRollback plan, KeptEvidence evidence) {
        var all = new ArrayList<Moment>();
        plan.suspect()
                .ifPresent(s -> all.add(new Moment(
                        s.deployment().createdAt(),
                        "Suspect deployed",
                        s.revision().definition().toString(),
                        "deployed")));
        incident(plan).ifPresent(all::add);
        String why = plan.request().reason();
        all.add(new Moment(
                report.requestedAt(),
                "Rollback requested",
                "by " + plan.request().requestedBy() + (why.isEmpty() ? "" : ": " + why),
                null));
        all.add(new Moment(plan.plannedAt(), "Plan made", plan.executable() ? "executable" : "not executable", null));
        progress(all, report, evidence.window());
        all.sort(Comparator.comparing(Moment::at));
        return List.copyOf(all);
    }

    private static Optional<Moment> incident(PlannedRollback plan) {
        String alarm = plan.incident().map(i -> "alarm " + i.alarm()).orElse("");
        Optional<Moment> told = plan.request()
                .sourcedIncidentStart()
                .map(t -> new Moment(
                        t.value(), "Incident began", alarm.isEmpty() ? "source: " + t.source() : alarm, "incident"));
        return told.or(() -> plan.levels()
                .flatMap(l -> Optional.ofNullable(l.onset()))
                .map(at -> new Moment(at, "Incident began", "by the metric", "incident")));
    }

    private static void progress(List<Moment> all, RollbackReport report, @Nullable Window window) {
        Progress p = report.progress();
        p.beganAt().ifPresent(t -> all.add(new Moment(t, "Rollback began", "no gate is in the way", null)));
        p.sentAt()
                .ifPresent(t -> all.add(new Moment(
                        t, "Write sent", p.deployment().map(Object::toString).orElse(""), "write")));
        p.mitigatedAt().ifPresent(t -> all.add(new Moment(t, "Mitigated", "the target serves alone", "mitigated")));
        boolean reached = window != null
                && p.endedAt().filter(e -> !e.isBefore(window.from())).isPresent();
        if (window != null && reached) {
            all.add(new Moment(window.from(), "Settled", "the window begins", null));
        }
        p.drainedAt().ifPresent(t -> all.add(new Moment(t, "Drained", "the old tasks are gone", null)));
        p.verifiedAt()
                .ifPresent(t -> all.add(new Moment(
                        t,
                        "Judged",
                        "checks: " + Proof.words(report.verification().verdict()),
                        "judged")));
        p.endedAt()
                .ifPresent(t -> all.add(new Moment(t, "Ended", report.outcome().toString(), null)));
    }

    /** Writes the timeline. */
    static void write(Markup page, List<Moment> moments, RollbackReport report) {
        Instant zero = report.progress().sentAt().orElse(report.requestedAt());
        String since = report.progress().sentAt().isPresent() ? "From write" : "From request";
        page.open("section").leaf("h2", "Timeline").open("table", "class", "stack time");
        page.open("thead").open("tr");
        List.of("Instant", since, "Event", "Detail").forEach(h -> page.leaf("th", h, "scope", "col"));
        page.close().close().open("tbody");
        for (Moment moment : moments) {
            page.open("tr")
                    .open("td")
                    .leaf("time", InstantFormat.words(moment.at), "datetime", moment.at.toString())
                    .close()
                    .leaf("td", offset(zero, moment.at), "class", "t")
                    .leaf("th", moment.name, "scope", "row")
                    .leaf("td", moment.detail)
                    .closeLine();
        }
        page.close().close().closeLine();
    }

    private static String offset(Instant zero, Instant at) {
        Duration off = Duration.between(zero, at);
        String sign = off.abs().toSeconds() == 0 ? "" : off.isNegative() ? "−" : "+";
        return sign + DurationFormat.roughly(off.abs());
    }
}
