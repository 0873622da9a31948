package io.incidentiq.rollback.internal.report.page;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RunbookRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome with its meaning, where it happened, and the rollback at a glance. */
record Summary(Markup page, RollbackReport report, PlannedRollback plan) {
    void write() {
        page.open("header", "class", Tone.of(report.outcome()).toString());
        plan.request().drill().ifPresent(d -> page.leaf("div", d.toString(), "class", "drill"));
        page.leaf(
                "h1",
                report.outcome() + report.reasonCode().map(r -> " (" + r + ")").orElse(""));
        page.leaf("p", meaning(report.outcome()), "class", "lead");
        report.reason().ifPresent(r -> because(r));
        if (!report.detail().isEmpty()) {
            page.leaf("p", report.detail());
        }
        page.open("dl");
        facts();
        page.close().closeLine();
    }

    private void because(Reason reason) {
        page.leaf("p", "Reason: " + reason.meaning() + ".");
    }

    private void facts() {
        ServiceId service = plan.service();
        fact("Service", service.name() + ", cluster " + service.cluster());
        if (!plan.place().isDrill()) {
            fact("Place", plan.place().toString());
        }
        plan.suspect().ifPresent(s -> fact("Suspect", s.revision().definition().toString()));
        plan.target()
                .ifPresent(t -> fact("Target", t.revision() + (t.evidence().isEmpty() ? "" : ": " + t.evidence())));
        plan.action().ifPresent(a -> fact("Action", words(a)));
        fact("Changed", changed());
        fact("Took", took());
        plan.incident().map(Incident::toString).ifPresent(i -> fact("Incident", i));
        RunbookRef runbook = plan.procedure().runbook();
        fact("Runbook", runbook.id() + " " + runbook.title());
        plan.procedure().chosen().ifPresent(why -> fact("Chosen", why));
        String why = plan.request().reason();
        fact("Requested", "by " + plan.request().requestedBy() + (why.isEmpty() ? "" : ": " + why));
    }

    private void fact(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            page.leaf("dt", name).leaf("dd", value);
        }
    }

    private static String words(Action action) {
        return switch (action.kind()) {
            case NONE -> "none: the target already ran, and was only judged";
            case FOLLOW -> "follow " + action.deployment() + ", which was on its way to the target";
            case STOP -> "stop " + action.deployment() + "; the platform returns to the target";
            case UPDATE -> "update the service to the target";
        };
    }

    private String changed() {
        String deployment =
                report.progress().deployment().map(d -> " (" + d + ")").orElse("");
        Changed changed = report.changed();
        return switch (changed) {
            case NO -> "no, nothing was changed";
            case YES -> "yes, the write was done" + deployment;
            case UNKNOWN -> "unknown: look at the service before anything is sent again";
        };
    }

    private @Nullable String took() {
        Progress p = report.progress();
        Instant end = p.endedAt().orElse(null);
        Instant sent = p.sentAt().orElse(null);
        Instant mitigated = p.mitigatedAt().orElse(null);
        if (end == null) {
            return null;
        }
        String all = words(report.requestedAt(), end);
        return sent == null || mitigated == null
                ? all
                : all + "; mitigated " + words(sent, mitigated) + " after the write";
    }

    private static String words(Instant from, Instant to) {
        return DurationFormat.wholeSeconds(Duration.between(from, to));
    }

    private static String meaning(Outcome outcome) {
        return switch (outcome) {
            case ROLLED_BACK -> "The target runs with its recorded images, and its checks are good.";
            case NOTHING_TO_DO -> "The target already ran, and its checks are good.";
            case ROLLED_BACK_UNVERIFIED -> "The target runs. The checks could not show that the service is good.";
            case NOT_RECOVERED -> "The target runs, and the service is not good.";
            case FAILED -> "The target does not run as requested.";
            case REFUSED -> "The rollback did not begin.";
            case SUPERSEDED -> "Somebody else deployed. Their deployment was not touched.";
            case CANCELLED -> "The rollback was cancelled. A deployment that has begun goes on.";
        };
    }
}
