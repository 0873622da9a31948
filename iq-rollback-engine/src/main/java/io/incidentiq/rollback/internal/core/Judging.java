package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the window amounts to, and how the rollback ends because of it ({@code docs/judgement.md}, verified). */
final class Judging {
    private final PlannedRollback plan;
    private final Action action;
    private final RunProgress progress;
    private final Facts facts;

    Judging(PlannedRollback plan, RunProgress progress, Facts facts) {
        this.plan = plan;
        this.action = plan.action().orElseThrow();
        this.progress = progress;
        this.facts = facts;
    }

    Verification judge(Verifying window) {
        return window.judge(facts);
    }

    /** Returns until when the fault served: the return or the end that was seen, else the write, or, where no period is whole by then, mitigated. */
    private Instant incidentEnds() {
        MeasuredLevels.Span span = plan.measured().orElseThrow().span();
        Instant end = servedUntil(span.from());
        Instant until = span.until();
        return until != null && until.isBefore(end) ? until : end;
    }

    private Instant servedUntil(Instant from) {
        Instant write = action.kind() == Action.Kind.FOLLOW ? progress.followedFrom : progress.sentAt;
        Instant mitigated = progress.mitigatedAt == null ? plan.plannedAt() : progress.mitigatedAt;
        Instant firstWhole = plan.settings().ceiling(from).plus(plan.settings().period());
        return write != null && !write.isBefore(firstWhole) ? write : mitigated;
    }

    /** Returns what a window is compared with. */
    Verifying.Fault fault() {
        return new Verifying.Fault(plan.measured().orElseThrow(), incidentEnds(), incidentPeriods());
    }

    private long incidentPeriods() {
        Instant from =
                plan.settings().ceiling(plan.measured().orElseThrow().span().from());
        Duration lasted = Duration.between(from, incidentEnds());
        return lasted.isNegative() ? 0 : lasted.dividedBy(plan.settings().period());
    }

    /**
     * Returns the ending that follows from {@code verification}.
     *
     * @param blind why nobody can say that the target still served when the window was over; null where it was seen to
     * @param doubt why nobody can say that its images are the recorded ones; null where all were compared
     */
    Ending ending(Verification verification, @Nullable String blind, @Nullable String doubt) {
        boolean alreadyRan = action.kind() == Action.Kind.NONE;
        Outcome outcome = outcome(verification, alreadyRan);
        if (outcome.success() && blind != null) {
            return new Ending(Outcome.ROLLED_BACK_UNVERIFIED, Reason.PROVIDER_UNAVAILABLE, blind);
        }
        if (outcome.success() && doubt != null) {
            return new Ending(Outcome.ROLLED_BACK_UNVERIFIED, Reason.IMAGE_UNKNOWN, doubt);
        }
        String seen = VerificationText.of(verification, plan.settings());
        return new Ending(outcome, reason(verification, alreadyRan), blind == null ? seen : seen + "; " + blind);
    }

    private static Outcome outcome(Verification verification, boolean alreadyRan) {
        return switch (verification.verdict()) {
            case BAD -> Outcome.NOT_RECOVERED;
            case INCONCLUSIVE -> Outcome.ROLLED_BACK_UNVERIFIED;
            case GOOD -> alreadyRan ? Outcome.NOTHING_TO_DO : Outcome.ROLLED_BACK;
        };
    }

    private static @Nullable Reason reason(Verification verification, boolean alreadyRan) {
        MetricCheck metric = verification.metric();
        return switch (verification.verdict()) {
            case BAD -> metric != null && metric.verdict() == Verdict.BAD ? Reason.ERROR_RATE_HIGH : Reason.UNHEALTHY;
            case INCONCLUSIVE -> {
                if (alreadyRan) {
                    yield Reason.ALREADY_ON_TARGET;
                }
                if (verification.health() == null && metric == null) {
                    yield Reason.NO_CHECKS;
                }
                Reason why = metric == null ? null : metric.reason();
                yield why == Reason.METRIC_BLIND || why == Reason.TOO_LITTLE_TRAFFIC ? why : Reason.NO_DATA;
            }
            case GOOD -> null;
        };
    }
}
