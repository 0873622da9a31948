package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
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
    private static final Duration LOOK_EVERY = Defaults.RECONCILE_EVERY.duration();
    private static final Duration INVISIBLE_FOR = Defaults.INVISIBLE_FOR.duration();
    private static final int UNCHANGED_READS = Defaults.UNCHANGED_READS.count();
    private static final int ATTEMPTS = Defaults.WRITE_ATTEMPTS.count();

    private final PlannedRollback plan;
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
    enum NextStep {
        DONE,
        AGAIN,
        LOOK,
        OVER
    }

    Writing(PlannedRollback plan, RunProgress progress, Facts facts) {
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
            return new Batch.Sleep(dueAt);
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

    /** Returns whether a write was sent, whatever became of it. */
    boolean hasSent() {
        return sent > 0;
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

    NextStep answered(WriteAnswer answer, Instant now) {
        return answer.accept(new Answering(now));
    }

    /** What follows from each kind of answer. */
    private final class Answering implements WriteAnswer.Handler<NextStep> {
        private final Instant now;

        Answering(Instant now) {
            this.now = now;
        }

        @Override
        public NextStep accepted(WriteAnswer.Accepted answer) {
            return done(answer.deployment());
        }

        @Override
        public NextStep throttled(WriteAnswer.Throttled answer) {
            return backOff(answer.message(), now);
        }

        @Override
        public NextStep notSent(WriteAnswer.NotSent answer) {
            return backOff(answer.message(), now);
        }

        @Override
        public NextStep rejected(WriteAnswer.Rejected answer) {
            if (action.kind() == Action.Kind.STOP && answer.reason() == Reason.WRITE_REJECTED) {
                return lookWhy(answer, now);
            }
            if (sent > 0) {
                return lookOnceMore(answer, now);
            }
            boolean unsent = answer.reason() == Reason.STORE_UNAVAILABLE;
            return over(answer.reason(), (unsent ? "nothing was sent: " : "") + answer.message(), Changed.NO);
        }

        @Override
        public NextStep unknown(WriteAnswer.Unknown answer) {
            lastTrouble = answer.message();
            sent++;
            unchangedReads = 0;
            firstUnchangedAt = null;
            lookAt = now;
            progress.changed = Changed.UNKNOWN;
            return NextStep.LOOK;
        }
    }

    /** An earlier attempt is without an answer, and may take effect yet: whether it did is looked at before the end. */
    private NextStep lookOnceMore(WriteAnswer.Rejected rejected, Instant now) {
        refusedAgain = rejected;
        unchangedReads = 0;
        firstUnchangedAt = null;
        lookAt = now;
        return NextStep.LOOK;
    }

    /** A stop is refused where the suspect has completed meanwhile: then it is for another plan to update. */
    private NextStep lookWhy(WriteAnswer.Rejected rejected, Instant now) {
        refusedStop = rejected;
        lookAt = now;
        return NextStep.LOOK;
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
    NextStep lookedFirst(Event.Answered answered) {
        if (answered.answer() instanceof Answer.Failed failed && answered.query() instanceof Query.ServiceNow) {
            return blind(failed, answered.at());
        }
        if (!(answered.answer() instanceof Answer.Service service)) {
            return NextStep.AGAIN;
        }
        failedLooks = 0;
        if (sent > 0) {
            looked(service.snapshot(), answered.at());
            return found(NextStep.AGAIN);
        }
        String stale = Staleness.of(plan, facts, answered.at());
        return stale == null ? NextStep.AGAIN : over(new Ending(Outcome.REFUSED, Reason.PLAN_STALE, stale));
    }

    private NextStep blind(Answer.Failed failed, Instant now) {
        failedLooks++;
        dueAt = now.plus(pause(failedLooks));
        if (failed.retryable() && !dueAt.isAfter(giveUpAt())) {
            return NextStep.AGAIN;
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

    private NextStep done(DeploymentId deployment) {
        progress.ours = deployment;
        progress.changed = Changed.YES;
        return NextStep.DONE;
    }

    private NextStep backOff(String message, Instant now) {
        if (sent == 0) {
            progress.sentAt = null;
        }
        refused++;
        dueAt = now.plus(pause(refused));
        if (dueAt.isAfter(giveUpAt())) {
            return over(Reason.TIMEOUT, "%d times in vain: %s".formatted(refused, message), progress.changed);
        }
        return NextStep.AGAIN;
    }

    private Instant giveUpAt() {
        Instant first = tryingSince == null ? readyAt : tryingSince;
        return first.plus(settings.timeout().value());
    }

    private NextStep over(Reason reason, String detail, Changed changed) {
        progress.changed = changed;
        if (changed == Changed.NO) {
            progress.sentAt = null;
        }
        return over(new Ending(Outcome.FAILED, reason, detail));
    }

    private NextStep over(Ending how) {
        ending = how;
        return NextStep.OVER;
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
    NextStep verdict(Instant now) {
        if (adopted != null || lost != null) {
            return found(NextStep.LOOK);
        }
        boolean invisible = unchangedReads >= UNCHANGED_READS
                && firstUnchangedAt != null
                && lastUnchangedAt != null
                && !lastUnchangedAt.isBefore(firstUnchangedAt.plus(INVISIBLE_FOR));
        WriteAnswer.Rejected again = refusedAgain;
        if (invisible && sent < ATTEMPTS && again == null) {
            unchangedReads = 0;
            dueAt = now;
            return NextStep.AGAIN;
        }
        WriteAnswer.Rejected rejected = refusedStop;
        if (rejected != null) {
            return isGivenUp(now) ? over(rejected.reason(), rejected.message(), changedBefore()) : NextStep.LOOK;
        }
        if (invisible || isGivenUp(now)) {
            String refused = again == null ? "" : "; the next attempt was not made: " + again.message();
            return over(
                    again == null ? Reason.WRITE_UNKNOWN : again.reason(),
                    "%s without an answer (%s), and no deployment of ours is seen%s"
                            .formatted(sent == 1 ? "once" : sent + " times", lastTrouble, refused),
                    Changed.UNKNOWN);
        }
        return NextStep.LOOK;
    }

    /** One look after the deadline comes before it is believed: the machine may have slept over it. */
    private boolean isGivenUp(Instant now) {
        return now.isAfter(giveUpAt()) && lookedAt.isAfter(giveUpAt());
    }

    private NextStep found(NextStep otherwise) {
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
