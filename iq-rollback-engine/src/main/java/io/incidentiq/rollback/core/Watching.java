package io.incidentiq.rollback.core;

import io.incidentiq.rollback.fact.Answer;
import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.plan.WaitUntil;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import io.incidentiq.rollback.port.TaskFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the write, or the start of following, to the verdict: mitigated, settled, verified, drained. */
final class Watching {
    private static final Duration CALM_POLL = Duration.ofSeconds(15);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(15);
    private static final int MITIGATED_READS = 2;

    private final RollbackPlan plan;
    private final Settings settings;
    private final Action action;
    private final Progress progress;
    private final Facts facts;
    private final List<String> warnings = new ArrayList<>();
    private Instant since = Instant.MIN;
    private Instant pollAt = Instant.MIN;
    private int goodReads;
    private int failedTasks;
    private boolean askFailures;
    private boolean slownessNoted;
    private @Nullable Instant servingSince;
    private @Nullable ServiceRevisionId checkedImages;
    private @Nullable Verifying verifying;
    private Verification verification = Verification.NONE;
    private @Nullable Reason imageDoubt;
    private @Nullable Ending ending;

    Watching(RollbackPlan plan, Progress progress, Facts facts) {
        this.plan = plan;
        this.settings = plan.settings();
        this.action = plan.action().orElseThrow();
        this.progress = progress;
        this.facts = facts;
    }

    void begin(Instant now) {
        since = progress.firstSentAt == null ? now : progress.firstSentAt;
        pollAt = now;
    }

    void follow(Instant now) {
        progress.followedFrom = now;
        progress.ours = action.deployment();
        begin(now);
    }

    void alreadyThere(Instant serving, Instant now) {
        servingSince = serving;
        progress.followedFrom = now;
        begin(now);
    }

    /** Returns what to ask now; empty while waiting. */
    List<Query> reads(Phase phase, Instant now) {
        if (now.isBefore(pollAt)) {
            return List.of();
        }
        var queries = new ArrayList<Query>();
        queries.add(new Query.ServiceNow(settings.service()));
        imagesToCheck().ifPresent(id -> queries.add(new Query.ServiceRevisions(java.util.Set.of(id))));
        if (askFailures && progress.ours != null) {
            queries.add(new Query.Failures(settings.service(), progress.ours));
        }
        if (phase == Phase.VERIFYING && verifying != null) {
            settings.healthUrl().ifPresent(u -> queries.add(new Query.Health(u.value())));
            settings.metric().ifPresent(m -> addMetric(queries, m, now));
        }
        return queries;
    }

    /** The incident's minutes are read once more with the window's, now that they are whole. */
    private void addMetric(List<Query> queries, MetricQuery metric, Instant now) {
        Verifying window = verifying;
        Instant floor = settings.floor(now);
        if (window == null || now.isBefore(window.to())) {
            return;
        }
        Instant incident = settings.floor(plan.levels().orElseThrow().incidentFrom());
        Instant dayBefore = settings.floor(now.minus(Duration.ofHours(24)));
        queries.add(new Query.Metric(metric, incident.isBefore(dayBefore) ? dayBefore : incident, floor));
    }

    Instant nextReadAt() {
        return pollAt;
    }

    private Optional<ServiceRevisionId> imagesToCheck() {
        return Optional.ofNullable(progress.lastSeen)
                .filter(s -> owner(s) == Rollouts.Owner.OURS || action.kind() == Action.Kind.NONE)
                .flatMap(ServiceSnapshot::primary)
                .map(Rollout::serviceRevision)
                .filter(id -> !id.equals(checkedImages));
    }

    private Rollouts.Owner owner(ServiceSnapshot seen) {
        return Rollouts.ownerOfPrimary(seen, progress.ours, plan.knownDeployments(), action);
    }

    void read(Event.Answered answered, Phase phase) {
        pollAt = answered.at().plus(interval(phase, answered.at()));
        Answer answer = answered.answer();
        if (answer instanceof Answer.Service service) {
            looked(service.snapshot(), phase, answered.at());
        } else if (answer instanceof Answer.ServiceRevisions revisions) {
            revisions.revisions().values().forEach(this::imagesSeen);
        } else if (answer instanceof Answer.Failures failures) {
            failed(failures.failures());
        } else if (answer instanceof Answer.Health health && verifying != null) {
            verifying.probed(health.health());
        }
    }

    private Duration interval(Phase phase, Instant now) {
        if (phase != Phase.ROLLING_OUT) {
            return CALM_POLL;
        }
        return settings.request().pollInterval().orElseGet(() -> adaptive(Duration.between(since, now)));
    }

    /** Two seconds at first, five once the rollout has taken a minute or so. */
    private static Duration adaptive(Duration elapsed) {
        long seconds = Math.max(0, elapsed.toSeconds());
        return Duration.ofMillis(Math.min(5_000, 2_000 + seconds * 25));
    }

    private void looked(@Nullable ServiceSnapshot seen, Phase phase, Instant now) {
        if (seen == null || seen.status() != ServiceStatus.ACTIVE) {
            fail(Reason.SERVICE_GONE, "the service is no longer there");
            return;
        }
        if (seen.desiredCount() == 0) {
            end(Outcome.ROLLED_BACK_UNVERIFIED, Reason.NOTHING_RUNS, "desiredCount is 0");
            return;
        }
        if (action.kind() != Action.Kind.NONE && !stillOurs(seen)) {
            return;
        }
        boolean good = Rollouts.servesAlone(seen)
                && (owner(seen) == Rollouts.Owner.OURS || (action.kind() == Action.Kind.NONE && runsTarget(seen)));
        goodReads = good ? goodReads + 1 : 0;
        if (Rollouts.drained(seen) && progress.drainedAt == null && good) {
            progress.drainedAt = now;
        }
        noteFailures(seen, phase);
    }

    private boolean runsTarget(ServiceSnapshot seen) {
        return plan.situation()
                .map(s -> seen.primary().map(Rollout::definition).equals(Optional.ofNullable(s.primary())))
                .orElse(false);
    }

    private boolean stillOurs(ServiceSnapshot seen) {
        Rollout primary = seen.primary().orElse(null);
        switch (owner(seen)) {
            case REVERTED ->
                fail(
                        Reason.ROLLBACK_REVERTED,
                        "the platform returned to %s: %s"
                                .formatted(
                                        primary == null ? "nothing" : primary.definition(),
                                        primary == null ? "" : primary.reason()));
            case FOREIGN -> foreign(primary);
            case OURS -> {
                if (primary != null && !primary.definition().equals(expected())) {
                    fail(
                            Reason.OTHER_TARGET,
                            "the platform returned to %s, planned was %s".formatted(primary.definition(), expected()));
                } else if (primary != null && primary.rollbackOf() != null && primary.state() == RolloutState.FAILED) {
                    fail(Reason.PLATFORM_ROLLBACK_FAILED, primary.reason());
                }
            }
            case KNOWN -> {
                // not there yet, or a stale answer: the timeout bounds it
            }
        }
        return ending == null;
    }

    private io.incidentiq.rollback.port.RevisionId expected() {
        boolean followsByContent = action.kind() == Action.Kind.FOLLOW
                && plan.situation().map(s -> s.primary() != null).orElse(false)
                && progress.lastSeen != null
                && progress.lastSeen
                        .primary()
                        .filter(p -> p.rollbackOf() == null)
                        .isPresent();
        return followsByContent
                ? plan.situation().map(s -> s.primary()).orElseThrow()
                : plan.target().orElseThrow().revision();
    }

    private void foreign(@Nullable Rollout primary) {
        end(
                Outcome.SUPERSEDED,
                Reason.SUPERSEDED,
                primary == null
                        ? ""
                        : "%s was deployed by somebody else at %s as %s"
                                .formatted(primary.definition(), primary.createdAt(), primary.id()));
    }

    private void noteFailures(ServiceSnapshot seen, Phase phase) {
        int failed = seen.primary().map(p -> p.tasks().failed()).orElse(0);
        askFailures = phase == Phase.ROLLING_OUT && failed > failedTasks;
        failedTasks = Math.max(failed, failedTasks);
    }

    private void failed(List<TaskFailure> failures) {
        askFailures = false;
        for (TaskFailure failure : failures) {
            String warning = "task " + failure.task() + " failed: " + failure.reason();
            if (failure.permanent()) {
                fail(Reason.PERMANENT_TASK_FAILURE, failure.reason());
            } else if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
    }

    private void imagesSeen(ServiceRevision running) {
        Optional<ServiceRevisionId> ours = imagesToCheck();
        if (ours.isEmpty() || !ours.get().equals(running.id())) {
            return;
        }
        checkedImages = running.id();
        String trouble = Rollouts.imageTrouble(plan, running);
        if (trouble != null) {
            fail(Reason.WRONG_IMAGE, trouble);
        } else if (Rollouts.imageUnknown(plan, running)) {
            imageDoubt = Reason.IMAGE_UNKNOWN;
        }
    }

    /** Returns the phase that follows from what has been seen. */
    Phase move(Phase phase, Instant now) {
        if (ending != null) {
            return phase;
        }
        boolean mitigated = goodReads >= MITIGATED_READS && imagesToCheck().isEmpty();
        if (phase == Phase.ROLLING_OUT) {
            return mitigated ? mitigated(now) : rollingOut(now);
        }
        if (goodReads == 0 && phase != Phase.DRAINING) {
            progress.mitigatedAt = null;
            verifying = null;
            servingSince = null;
            pollAt = now.plus(interval(Phase.ROLLING_OUT, now));
            return Phase.ROLLING_OUT;
        }
        if (phase == Phase.SETTLING && verifying != null && !now.isBefore(verifying.from())) {
            pollAt = now;
            return Phase.VERIFYING;
        }
        if (phase == Phase.VERIFYING && verifying != null && verifying.complete(facts, now)) {
            return verified(verifying, now);
        }
        return phase == Phase.DRAINING ? draining(now) : phase;
    }

    private Phase rollingOut(Instant now) {
        Duration elapsed = Duration.between(since, now);
        settings.rule().map(r -> r.expectedTime()).ifPresent(expected -> {
            if (!slownessNoted && elapsed.compareTo(expected.multipliedBy(2)) > 0) {
                slownessNoted = true;
                warnings.add("takes more than twice the expected " + expected);
            }
        });
        if (elapsed.compareTo(settings.timeout().value()) >= 0) {
            fail(
                    Reason.TIMEOUT,
                    "after %s; last seen: %s".formatted(settings.timeout().value(), lastSeen()));
        }
        return Phase.ROLLING_OUT;
    }

    private String lastSeen() {
        ServiceSnapshot seen = progress.lastSeen;
        if (seen == null) {
            return "nothing";
        }
        String platform = seen.primary()
                .map(Rollout::reason)
                .filter(r -> !r.isEmpty())
                .orElseGet(() -> seen.events().isEmpty()
                        ? "the platform gives no reason"
                        : seen.events().get(0).message());
        return seen.rollouts() + "; " + platform;
    }

    private Phase mitigated(Instant now) {
        Instant at = servingSince == null ? now : servingSince;
        progress.mitigatedAt = at;
        if (settings.request().waitUntil() == WaitUntil.MITIGATED) {
            end(Outcome.ROLLED_BACK_UNVERIFIED, Reason.NOT_AWAITED, "mitigated; verification was not asked for");
            return Phase.ROLLING_OUT;
        }
        Instant settled = at.plus(settings.settle().value());
        Instant recent = now.minus(settings.window().value());
        verifying = new Verifying(settings, settled.isAfter(recent) ? settled : recent);
        pollAt = now.plus(CALM_POLL);
        return Phase.SETTLING;
    }

    private Phase verified(Verifying window, Instant now) {
        progress.verifiedAt = now;
        verification = window.judge(facts, plan.levels().orElseThrow(), incidentEnds());
        boolean waits = settings.request().waitUntil() == WaitUntil.DRAINED && progress.drainedAt == null;
        if (!waits) {
            endVerified();
        }
        return waits ? Phase.DRAINING : Phase.VERIFYING;
    }

    /** Returns until when the fault served: the write, or, where no period is whole by then, mitigated. */
    private Instant incidentEnds() {
        Instant write = progress.sentAt;
        if (write == null && action.kind() == Action.Kind.FOLLOW) {
            write = progress.followedFrom;
        }
        Instant mitigated = progress.mitigatedAt == null ? plan.plannedAt() : progress.mitigatedAt;
        Instant from = plan.levels().orElseThrow().incidentFrom();
        return write == null
                        || facts.wholePeriods(from, write, settings.period()).isEmpty()
                ? mitigated
                : write;
    }

    private Phase draining(Instant now) {
        Instant verifiedAt = progress.verifiedAt;
        if (progress.drainedAt != null || (verifiedAt != null && !now.isBefore(verifiedAt.plus(DRAIN_LIMIT)))) {
            endVerified();
        }
        return Phase.DRAINING;
    }

    private void endVerified() {
        boolean alreadyRan = action.kind() == Action.Kind.NONE;
        if (progress.drainedAt == null) {
            warnings.add("old tasks still drain");
        }
        Outcome outcome = verification.outcome(alreadyRan);
        if (outcome.success() && imageDoubt != null) {
            end(Outcome.ROLLED_BACK_UNVERIFIED, imageDoubt, "no digest is recorded for some container");
        } else {
            end(outcome, verification.reason(alreadyRan), VerificationText.of(verification));
        }
    }

    private void fail(Reason reason, String detail) {
        end(Outcome.FAILED, reason, detail);
    }

    private void end(Outcome outcome, @Nullable Reason reason, String detail) {
        if (ending == null) {
            ending = new Ending(outcome, reason, detail);
        }
    }

    Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    Verification verification() {
        return verification;
    }

    List<String> warnings() {
        return warnings;
    }
}
