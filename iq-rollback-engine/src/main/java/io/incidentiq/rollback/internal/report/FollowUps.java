package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.FollowUp;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Situation;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.procedure.FollowUpRule;
import io.incidentiq.rollback.procedure.GateIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What comes after a rollback: the runbook's items, and those that the engine knows of. */
final class FollowUps {
    /** What is due later than that is due when somebody gets to it. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    private FollowUps() {}

    static List<FollowUp> of(RunReport report) {
        boolean runsTarget = report.outcome().success()
                || report.outcome() == Outcome.ROLLED_BACK_UNVERIFIED
                || report.outcome() == Outcome.NOT_RECOVERED;
        if (!runsTarget) {
            return List.of();
        }
        Instant end = report.progress().endedAt().orElse(report.requestedAt());
        var all = new ArrayList<FollowUp>();
        for (FollowUpRule rule : report.plan().settings().procedure().followUps()) {
            all.add(new FollowUp(rule.text(), status(rule, report), due(rule, end)));
        }
        report.plan().suspect().ifPresent(s -> {
            RevisionId bad = s.revision().definition();
            all.add(open("Quarantine " + bad + ", so that no pipeline deploys it again"));
            all.add(open(template(report.plan(), bad)));
        });
        return List.copyOf(all);
    }

    /** What ran when we came is what the template made, unless the platform or a person had gone back already. */
    private static String template(PlannedRollback plan, RevisionId bad) {
        RevisionId ran = plan.situation().map(Situation::primary).orElse(bad);
        boolean ours = plan.action().filter(Action::writes).isPresent();
        return ours || ran.equals(bad)
                ? "Your CloudFormation or Terraform still names %s: change it before its next run".formatted(ran)
                : "%s ran already when this began: see that your CloudFormation or Terraform names it, and not %s, before its next run"
                        .formatted(ran, bad);
    }

    private static FollowUp open(String text) {
        return new FollowUp(text, FollowUp.Status.OPEN, null);
    }

    private static FollowUp.Status status(FollowUpRule rule, RunReport report) {
        String words = rule.text().toLowerCase(Locale.ROOT);
        boolean baseline = words.contains("baseline") && metricIsGood(report);
        boolean notified = words.contains("notify") && words.contains("team") && told(report);
        return baseline || notified ? FollowUp.Status.DONE : FollowUp.Status.OPEN;
    }

    private static boolean metricIsGood(RunReport report) {
        var metric = report.verification().metric();
        return metric != null && metric.verdict() == Verification.Verdict.GOOD;
    }

    /** Every start message gets an outcome message; one that could not be sent is a warning. */
    private static boolean told(RunReport report) {
        if (report.warnings().stream().anyMatch(w -> w.startsWith("the team could not be told"))) {
            return false;
        }
        return report.gates().stream()
                .anyMatch(g -> g.id().equals(GateIds.TEAM_NOTIFIED) && g.status() == GateStatus.PASSED);
    }

    private static @Nullable Instant due(FollowUpRule rule, Instant end) {
        Duration within = rule.within();
        return within == null || within.compareTo(LONGEST) > 0 ? null : end.plus(within);
    }
}
