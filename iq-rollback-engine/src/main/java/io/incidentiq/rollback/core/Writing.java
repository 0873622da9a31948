package io.incidentiq.rollback.core;

import io.incidentiq.rollback.fact.Answer;
import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a write may be sent, and sent again ({@code docs/judgement.md}, the write). At most one takes effect. */
final class Writing {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration INVISIBLE_FOR = Duration.ofSeconds(15);
    private static final int UNCHANGED_READS = 3;
    private static final int ATTEMPTS = 2;

    private final RollbackPlan plan;
    private final Settings settings;
    private final Action action;
    private final RunProgress progress;
    private final Facts facts;
    private final Set<DeploymentId> known;
    private int sent;
    private int refused;
    private int failedLooks;
    private int unchangedReads;
    private Instant readyAt = Instant.MIN;
    private @Nullable Instant tryingSince;
    private Instant dueAt = Instant.MIN;
    private Instant lookAt = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private @Nullable Instant firstUnchangedAt;
    private @Nullable Instant lastUnchangedAt;
    private @Nullable DeploymentId adopted;
    private @Nullable Ending lost;
    private WriteAnswer.@Nullable Rejected refusedStop;
    private WriteAnswer.@Nullable Rejected refusedAgain;
    private String lastTrouble = "";
    private @Nullable Ending ending;

    /** What follows from an answer, or from a look. */
    enum Verdict {
        DONE,
        AGAIN,
        LOOK,
        OVER
    }

    Writing(RollbackPlan plan, RunProgress progress, Facts facts) {
        this.plan = plan;
        this.settings = plan.settings();
        this.action = plan.action().orElseThrow();
        this.progress = progress;
        this.facts = facts;
        this.known = new HashSet<>(plan.knownDeployments());
    }

    void ready(Instant now) {
        readyAt = now;
        dueAt = now;
    }

    /** Returns what comes next: to wait, to send, or, where the last look is too old to write on, to look first. */
    Batch next(Instant now) {
        if (now.isBefore(dueAt)) {
            return new Batch.WaitUntil(dueAt);
        }
        Optional<Instant> lookedAt = facts.seenAt().or(plan::seenAt);
        return lookedAt.filter(at -> Checking.isFresh(at, now)).isPresent()
                ? new Batch.Send(intent())
                : new Batch.Reads(look(now));
    }

    /** The service comes last, so that all else is known when it is judged. Once a write may be out, symptoms no longer matter. */
    private List<Query> look(Instant now) {
        var queries = new ArrayList<Query>(sent == 0 ? plan.symptoms(now) : Set.of());
        queries.add(new Query.ServiceNow(settings.service()));
        return queries;
    }

    private Write intent() {
        return new Write(
                settings.service(),
                plan.target().orElseThrow().revision(),
                action.kind() == Action.Kind.STOP ? action.deployment() : null,
                known,
                sent + 1);
    }

    void sent(Event.Sent event) {
        progress.sentAt = event.at();
        tryingSince = tryingSince == null ? event.at() : tryingSince;
    }

    /** The time left is the same after the clock jumped, and looks that show nothing new are counted anew. */
    void jumped(Duration by, Instant now) {
        if (readyAt.equals(Instant.MIN)) {
            return;
        }
        readyAt = readyAt.plus(by);
        tryingSince = tryingSince == null ? null : tryingSince.plus(by);
        dueAt = now;
        lookAt = now;
        lookedAt = Instant.MIN;
        unchangedReads = 0;
        firstUnchangedAt = null;
        lastUnchangedAt = null;
    }

    Verdict answered(WriteAnswer answer, Instant now) {
        if (answer instanceof WriteAnswer.Accepted accepted) {
            return done(accepted.deployment());
        }
        if (answer instanceof WriteAnswer.Throttled t) {
            return backOff(t.message(), now);
        }
        if (answer instanceof WriteAnswer.NotSent n) {
            return backOff(n.message(), now);
        }
        if (answer instanceof WriteAnswer.Rejected rejected) {
            if (action.kind() == Action.Kind.STOP && rejected.reason() == Reason.WRITE_REJECTED) {
                return lookWhy(rejected, now);
            }
            if (sent > 0) {
                return lookOnceMore(rejected, now);
            }
            boolean unsent = rejected.reason() == Reason.STORE_UNAVAILABLE;
            return over(rejected.reason(), (unsent ? "nothing was sent: " : "") + rejected.message(), Changed.NO);
        }
        lastTrouble = answer instanceof WriteAnswer.Unknown unknown ? unknown.message() : "";
        sent++;
        unchangedReads = 0;
        firstUnchangedAt = null;
        lookAt = now;
        progress.changed = Changed.UNKNOWN;
        return Verdict.LOOK;
    }

    /** An earlier attempt is without an answer, and may take effect yet: whether it did is looked at before the end. */
    private Verdict lookOnceMore(WriteAnswer.Rejected rejected, Instant now) {
        refusedAgain = rejected;
        unchangedReads = 0;
        firstUnchangedAt = null;
        lookAt = now;
        return Verdict.LOOK;
    }

    /** A stop is refused where the suspect has completed meanwhile: then it is for another plan to update. */
    private Verdict lookWhy(WriteAnswer.Rejected rejected, Instant now) {
        refusedStop = rejected;
        lookAt = now;
        return Verdict.LOOK;
    }

    /** Returns what the earlier attempts may have changed, where the last one was refused. */
    private Changed changedBefore() {
        return sent == 0 ? Changed.NO : Changed.UNKNOWN;
    }

    private Ending endOfRefusedStop(WriteAnswer.Rejected rejected, Optional<Deployment> suspect) {
        progress.changed = changedBefore();
        progress.sentAt = null;
        if (suspect.filter(DeploymentLook::isUndone).isPresent()) {
            return new Ending(
                    Outcome.REFUSED,
                    Reason.PLAN_STALE,
                    "%s is being undone already, not by this rollback".formatted(action.deployment()));
        }
        return suspect.filter(d -> d.state() == DeploymentState.SUCCESSFUL)
                .map(d -> Ownership.completed(d.id(), d.state()))
                .orElseGet(() -> new Ending(Outcome.FAILED, rejected.reason(), rejected.message()));
    }

    /** Takes in a look at the service before an attempt: somebody may have moved it while the write waited. */
    Verdict lookedFirst(Event.Answered answered) {
        if (answered.answer() instanceof Answer.Failed failed && answered.query() instanceof Query.ServiceNow) {
            return blind(failed, answered.at());
        }
        if (!(answered.answer() instanceof Answer.Service service)) {
            return Verdict.AGAIN;
        }
        failedLooks = 0;
        if (sent > 0) {
            looked(service.snapshot(), answered.at());
            return found(Verdict.AGAIN);
        }
        String stale = Staleness.of(plan, facts, answered.at());
        return stale == null ? Verdict.AGAIN : over(new Ending(Outcome.REFUSED, Reason.PLAN_STALE, stale));
    }

    private Verdict blind(Answer.Failed failed, Instant now) {
        failedLooks++;
        dueAt = now.plus(pause(failedLooks));
        if (failed.retryable() && !dueAt.isAfter(giveUpAt())) {
            return Verdict.AGAIN;
        }
        boolean denied = failed.kind() == ProviderException.Kind.DENIED;
        return over(
                denied ? Reason.PROVIDER_DENIED : Reason.PROVIDER_UNAVAILABLE,
                "the service could not be looked at before the write: " + failed.message(),
                progress.changed);
    }

    private static Duration pause(int times) {
        return Duration.ofSeconds(Math.min(30, 1L << Math.min(times - 1, 5)));
    }

    private Verdict done(DeploymentId deployment) {
        progress.ours = deployment;
        progress.changed = Changed.YES;
        return Verdict.DONE;
    }

    private Verdict backOff(String message, Instant now) {
        if (sent == 0) {
            progress.sentAt = null;
        }
        refused++;
        dueAt = now.plus(pause(refused));
        if (dueAt.isAfter(giveUpAt())) {
            return over(Reason.TIMEOUT, "%d times in vain: %s".formatted(refused, message), progress.changed);
        }
        return Verdict.AGAIN;
    }

    private Instant giveUpAt() {
        Instant first = tryingSince == null ? readyAt : tryingSince;
        return first.plus(settings.timeout().value());
    }

    private Verdict over(Reason reason, String detail, Changed changed) {
        progress.changed = changed;
        if (changed == Changed.NO) {
            progress.sentAt = null;
        }
        return over(new Ending(Outcome.FAILED, reason, detail));
    }

    private Verdict over(Ending how) {
        ending = how;
        return Verdict.OVER;
    }

    /** Returns what to look at while the answer is lost. */
    List<Query> reads(Instant now) {
        return now.isBefore(lookAt)
                ? List.of()
                : List.of(
                        new Query.ServiceNow(settings.service()),
                        new Query.History(settings.service(), plan.plannedAt().minus(Duration.ofDays(1))));
    }

    Instant nextReadAt() {
        return lookAt;
    }

    void read(Event.Answered answered) {
        lookAt = answered.at().plus(LOOK_EVERY);
        lookedAt = answered.at();
        if (answered.answer() instanceof Answer.History history) {
            looked(history.history());
        } else if (answered.answer() instanceof Answer.Service service && refusedStop == null) {
            looked(service.snapshot(), answered.at());
        }
    }

    private void looked(DeploymentHistory history) {
        Optional<Deployment> suspect = history.deployments().stream()
                .filter(d -> d.id().equals(action.deployment()))
                .findFirst();
        boolean goesBack = suspect.filter(DeploymentLook::isUndone).isPresent();
        WriteAnswer.Rejected rejected = refusedStop;
        if (goesBack && (rejected == null || sent > 0)) {
            adopted = action.deployment();
        } else if (rejected != null) {
            lost = endOfRefusedStop(rejected, suspect);
        }
    }

    private void looked(@Nullable ServiceSnapshot seen, Instant at) {
        Optional<Ending> gone = Ownership.gone(seen);
        if (seen == null || gone.isPresent()) {
            lost = gone.orElse(lost);
            return;
        }
        Optional<DeploymentId> ours = action.kind() == Action.Kind.STOP
                ? seen.rollouts().stream()
                        .map(Rollout::rollbackOf)
                        .filter(id -> id != null && id.equals(action.deployment()))
                        .findFirst()
                : Rollouts.appeared(seen, plan.target().orElseThrow().revision(), known);
        if (ours.isPresent()) {
            adopted = ours.get();
            return;
        }
        seen.primary()
                .filter(r -> !known.contains(r.id()) && !mayBeTheReturn(r))
                .ifPresent(r -> lost = Ownership.superseded(r));
        unchangedReads++;
        lastUnchangedAt = at;
        if (firstUnchangedAt == null) {
            firstUnchangedAt = at;
        }
    }

    /** What a stopped deployment returns to may show before its history does; nobody else's deployment has the same record. */
    private boolean mayBeTheReturn(Rollout rollout) {
        return action.kind() == Action.Kind.STOP
                && plan.target().orElseThrow().recorded().id().equals(rollout.serviceRevision());
    }

    /** Says what the looks so far amount to. */
    Verdict verdict(Instant now) {
        if (adopted != null || lost != null) {
            return found(Verdict.LOOK);
        }
        boolean invisible = unchangedReads >= UNCHANGED_READS
                && firstUnchangedAt != null
                && lastUnchangedAt != null
                && !lastUnchangedAt.isBefore(firstUnchangedAt.plus(INVISIBLE_FOR));
        WriteAnswer.Rejected again = refusedAgain;
        if (invisible && sent < ATTEMPTS && again == null) {
            unchangedReads = 0;
            dueAt = now;
            return Verdict.AGAIN;
        }
        WriteAnswer.Rejected rejected = refusedStop;
        if (rejected != null) {
            return isGivenUp(now) ? over(rejected.reason(), rejected.message(), changedBefore()) : Verdict.LOOK;
        }
        if (invisible || isGivenUp(now)) {
            String refused = again == null ? "" : "; the next attempt was not made: " + again.message();
            return over(
                    again == null ? Reason.WRITE_UNKNOWN : again.reason(),
                    "%s without an answer (%s), and no deployment of ours is seen%s"
                            .formatted(sent == 1 ? "once" : sent + " times", lastTrouble, refused),
                    Changed.UNKNOWN);
        }
        return Verdict.LOOK;
    }

    /** One look after the deadline comes before it is believed: the machine may have slept over it. */
    private boolean isGivenUp(Instant now) {
        return now.isAfter(giveUpAt()) && lookedAt.isAfter(giveUpAt());
    }

    private Verdict found(Verdict otherwise) {
        if (adopted != null) {
            return done(adopted);
        }
        return lost == null ? otherwise : over(lost);
    }

    Ending ending() {
        if (ending == null) {
            throw new IllegalStateException("the write is not over");
        }
        return ending;
    }
}
