package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.internal.evidence.Window;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the write, or the start of following, to the verdict: mitigated, settled, verified, drained. */
final class Watching {
    private static final Duration DRAIN_LIMIT = Defaults.DRAIN_LIMIT.duration();
    private static final int MITIGATED_READS = Defaults.MITIGATED_READS.count();
    /** Before that, what ran before is most often only a stale answer. */
    private static final Duration UNCLEAR_AFTER = Defaults.UNCLEAR_AFTER.duration();

    private static final Duration LOOK_EVERY = Defaults.TASK_LOOK.duration();
    private static final Duration LOOK_SELDOM = Defaults.TASK_LOOK_SELDOM.duration();
    private static final int MOST_LOSSES = Defaults.MOST_LOSSES.count();

    private final PlannedRollback plan;
    private final Settings settings;
    private final Action action;
    private final RunProgress progress;
    private final Facts facts;
    private final Ownership ownership;
    private final Polling polling;
    private final ImageCheck images;
    private final Judging judging;
    private final DeploymentLook look;
    private final List<String> warnings = new ArrayList<>();
    private final FailedTasks failedTasks = new FailedTasks();
    private final FailedReads failedReads;
    private final Keeping keeping;
    private Instant since = Instant.MIN;
    private Instant pollAt = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private int goodReads;
    private Instant goodSince = Instant.MAX;
    private Instant goodAt = Instant.MIN;
    private Instant drainBy = Instant.MAX;
    private boolean oursSeen;
    private int held;
    private int losses;
    private @Nullable Instant givenUpAt;
    private boolean slownessNoted;
    private @Nullable Instant servingSince;
    private @Nullable Verifying verifying;
    private Verification verification = Verification.NONE;
    private @Nullable Ending ending;

    Watching(PlannedRollback plan, RunProgress progress, Facts facts, Keeping keeping) {
        this.keeping = keeping;
        this.plan = plan;
        this.settings = plan.settings();
        this.action = plan.action().orElseThrow();
        this.progress = progress;
        this.facts = facts;
        this.look = new DeploymentLook(settings.service());
        this.ownership = new Ownership(plan, progress, look);
        this.polling = new Polling(settings);
        this.images = new ImageCheck(plan);
        this.judging = new Judging(plan, progress, facts);
        this.failedReads = new FailedReads(facts, warnings);
    }

    /** The rollout has its whole time from the write that was accepted, however long that had to wait. */
    void begin(Instant now) {
        since = now;
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

    /**
     * What was left of a wait is left after the clock jumped, and the service is looked at first. A window that the jump falls into
     * begins anew: nobody saw the service in all of it.
     */
    void jumped(Phase phase, Duration by, Instant now) {
        if (!phase.watches()) {
            return;
        }
        since = since.plus(by);
        pollAt = now;
        lookedAt = Instant.MIN;
        givenUpAt = givenUpAt == null ? null : now;
        look.askAgain();
        if (phase == Phase.DRAINING) {
            drainBy = drainBy.plus(by);
            return;
        }
        goodAt = Instant.MIN;
        if (phase == Phase.ROLLING_OUT) {
            goodReads = 0;
        } else if (verifying != null) {
            Instant from = phase == Phase.SETTLING ? verifying.from().plus(by) : now;
            verifying = new Verifying(settings, from, judging.fault());
            warnings.add("the clock jumped %s by %s while %s; the window begins at %s"
                    .formatted(
                            by.isNegative() ? "back" : "ahead",
                            DurationFormat.wholeSeconds(by.abs()),
                            phase,
                            InstantFormat.words(verifying.from())));
        }
    }

    /** Returns what to ask now; empty while waiting. The service comes last, so that all else is known when it is judged. */
    List<Query> reads(Phase phase, Instant now) {
        if (now.isBefore(pollAt)) {
            return List.of();
        }
        var queries = new ArrayList<Query>();
        imagesToCheck().ifPresent(id -> queries.add(new Query.ServiceRevisions(Set.of(id))));
        deployment()
                .filter(id -> isLookDue(now))
                .ifPresent(id -> queries.addAll(look.reads(id, plan.plannedAt().minus(Duration.ofDays(1)))));
        if (failedTasks.toAsk()) {
            ours().ifPresent(r -> queries.add(new Query.Failures(settings.service(), r.id())));
        }
        if (action.writes()) {
            keeping.due(progress.lastSeen).ifPresent(queries::add);
        }
        if (phase == Phase.VERIFYING && verifying != null) {
            queries.addAll(verifying.reads(now));
        }
        queries.add(new Query.ServiceNow(settings.service()));
        return queries;
    }

    Instant nextReadAt() {
        return pollAt;
    }

    /** Returns the deployment that all rests on: what the platform undoes, or what we made. */
    private Optional<DeploymentId> deployment() {
        return Optional.ofNullable(ownership.undoes() ? action.deployment() : progress.ours);
    }

    private boolean isLookDue(Instant now) {
        ServiceSnapshot seen = progress.lastSeen;
        if (seen == null) {
            return false;
        }
        boolean early = now.isBefore(since.plus(UNCLEAR_AFTER)) && !ownership.undoes();
        Instant owedSince = lookOwedSince(seen, now);
        boolean unclear = (ownership.isUnclear(seen) && !early) || owedSince != null;
        boolean waits = ownership.undoes() && !ownership.isOurs(seen) && !now.isBefore(since.plus(LOOK_SELDOM));
        boolean untold = owedSince != null && look.triedAt().isBefore(owedSince);
        Duration pause = unclear ? LOOK_EVERY : LOOK_SELDOM;
        return (unclear || waits) && (untold || !look.wasTriedWithin(pause, now));
    }

    /** Returns since when a look at our deployment is needed: it was given up, or a window is over in which it may have been undone. */
    private @Nullable Instant lookOwedSince(@Nullable ServiceSnapshot seen, Instant now) {
        if (givenUpAt != null || seen == null || verifying == null) {
            return givenUpAt;
        }
        return verifying.isOverBy(now) && ownership.mayBeUndone(seen) ? verifying.to() : null;
    }

    private boolean isLookOwed(Instant now) {
        Instant owedSince = lookOwedSince(progress.lastSeen, now);
        return owedSince != null && look.triedAt().isBefore(owedSince);
    }

    private Optional<ServiceRevisionId> imagesToCheck() {
        return ours().flatMap(images::due);
    }

    private Optional<Rollout> ours() {
        return Optional.ofNullable(progress.lastSeen).filter(ownership::isOurs).flatMap(ServiceSnapshot::primary);
    }

    void read(Event.Answered answered, Phase phase) {
        Answer answer = answered.answer();
        failedReads.read(answered.query(), answer);
        if (answered.query() instanceof Query.ServiceNow) {
            polling.looked(answer);
            lookedAt = answered.at();
        }
        deployment().ifPresent(id -> look.read(id, answered.query(), answer, answered.at()));
        if (answer instanceof Answer.Service service) {
            looked(service.snapshot(), phase, answered.at());
        } else if (answered.query() instanceof Query.Deployments || answer instanceof Answer.History) {
            lookedCloser(answered.at());
        } else if (answer instanceof Answer.ServiceRevisions revisions) {
            revisions.revisions().values().forEach(this::imagesSeen);
        } else if (answer instanceof Answer.Failures failures) {
            failedTasks
                    .explained(failures.failures(), phase == Phase.ROLLING_OUT)
                    .ifPresent(why -> fail(Reason.PERMANENT_TASK_FAILURE, why));
        } else if (answered.query() instanceof Query.Failures
                && answer instanceof Answer.Failed failed
                && !failed.retryable()) {
            failedTasks.denied();
        } else if (answer instanceof Answer.Health health && verifying != null) {
            verifying.probed(health.health());
        }
        if (answered.query() instanceof Query.ServiceNow) {
            pollAt = nextLook(phase, answered.at());
        }
    }

    private Instant nextLook(Phase phase, Instant now) {
        boolean near = failedTasks.toAsk()
                || Optional.ofNullable(progress.lastSeen)
                        .filter(this::allOursRun)
                        .isPresent();
        if (givenUpAt != null && look.triedAt().isBefore(givenUpAt)) {
            return now;
        }
        Instant next = now.plus(polling.interval(phase, near, since));
        boolean tooLate = phase == Phase.ROLLING_OUT && now.isBefore(deadline()) && next.isAfter(deadline());
        return tooLate ? deadline() : next;
    }

    /** Until when the target is waited for. One look comes before it is believed: the machine may have slept over it. */
    private Instant deadline() {
        return since.plus(settings.timeout().value());
    }

    private boolean allOursRun(ServiceSnapshot seen) {
        return ownership.isOurs(seen)
                && seen.primary()
                        .filter(p -> p.tasks().running() >= seen.desiredCount())
                        .isPresent();
    }

    private void looked(@Nullable ServiceSnapshot seen, Phase phase, Instant now) {
        Ownership.gone(seen).ifPresent(this::end);
        if (seen == null || ending != null) {
            return;
        }
        oursSeen |= ownership.isOurs(seen);
        ownership.lost(seen).ifPresent(how -> {
            boolean stopUnseen = action.kind() == Action.Kind.STOP && !oursSeen && !look.undone();
            progress.changed = stopUnseen ? Changed.UNKNOWN : progress.changed;
            end(how);
        });
        if (seen.desiredCount() == 0 && ownership.servesTarget(seen)) {
            end(Outcome.ROLLED_BACK_UNVERIFIED, Reason.NOTHING_RUNS, "desiredCount is 0");
        }
        if (ending != null) {
            return;
        }
        checkGivenUp(seen, now);
        boolean serves = phase == Phase.ROLLING_OUT ? Rollouts.servesAlone(seen) : Rollouts.stillServes(seen, held);
        boolean good = serves && ownership.servesTarget(seen) && givenUpAt == null;
        held = good ? Math.min(phase == Phase.ROLLING_OUT ? Integer.MAX_VALUE : held, seen.desiredCount()) : held;
        goodReads = good ? goodReads + 1 : 0;
        goodSince = goodReads == 1 ? now : goodSince;
        goodAt = good ? now : goodAt;
        if (Rollouts.drained(seen) && progress.drainedAt == null && good) {
            progress.drainedAt = now;
        }
        ours().ifPresent(r -> failedTasks.seen(r, phase == Phase.ROLLING_OUT));
    }

    /** The history was looked at: what the service alone doesn't tell may be clear now. */
    private void lookedCloser(Instant now) {
        ServiceSnapshot seen = progress.lastSeen;
        if (seen != null) {
            checkGivenUp(seen, now);
            seen.primary().ifPresent(primary -> lookedCloser(seen, primary));
        }
    }

    /** What the platform gives up no longer counts as serving, although it may do so for a while. */
    private void checkGivenUp(ServiceSnapshot seen, Instant now) {
        if (givenUpAt == null && ownership.givenUp(seen)) {
            givenUpAt = now;
            goodReads = 0;
        }
    }

    private void lookedCloser(ServiceSnapshot seen, Rollout primary) {
        ownership.outran(primary).ifPresent(how -> {
            progress.changed = Changed.NO;
            progress.sentAt = null;
            end(how);
        });
        ownership.ended(primary).ifPresent(this::end);
        boolean told = givenUpAt != null && !look.triedAt().isBefore(givenUpAt);
        if (told
                && ownership.isOurs(seen)
                && look.latest().filter(DeploymentLook::goesBack).isEmpty()) {
            String why = primary.reason();
            fail(Reason.ROLLOUT_FAILED, why.isEmpty() ? Rollouts.words(seen) : why);
        }
    }

    private void imagesSeen(ServiceRevision running) {
        ours().filter(r -> images.due(r).filter(running.id()::equals).isPresent())
                .flatMap(r -> images.compare(r, running))
                .ifPresent(trouble -> fail(Reason.WRONG_IMAGE, trouble));
    }

    /** Returns the phase that follows from what has been seen. */
    Phase move(Phase phase, Instant now) {
        if (ending != null) {
            return phase;
        }
        boolean compared = imagesToCheck().isEmpty() || failedReads.imagesDenied();
        boolean mitigated = goodReads >= MITIGATED_READS && compared;
        if (phase == Phase.ROLLING_OUT) {
            return mitigated ? mitigated(now) : rollingOut(now);
        }
        if (goodReads == 0 && phase != Phase.DRAINING) {
            losses++;
            since = losses <= MOST_LOSSES ? now : since;
            progress.mitigatedAt = null;
            verifying = null;
            servingSince = null;
            pollAt = nextLook(Phase.ROLLING_OUT, now);
            return Phase.ROLLING_OUT;
        }
        if (phase == Phase.SETTLING && verifying != null && servingSince == null && now.isAfter(verifying.to())) {
            verifying = new Verifying(settings, now, judging.fault()); // the machine slept over the first
        }
        if (phase != Phase.DRAINING && verifying != null && now.isBefore(verifying.from())) {
            return Phase.SETTLING;
        }
        if (phase == Phase.SETTLING) {
            pollAt = now;
            return Phase.VERIFYING;
        }
        if (phase == Phase.VERIFYING && verifying != null && !isLookOwed(now)) {
            boolean complete = verifying.complete(facts, goodAt, lookedAt, now);
            warnings.addAll(verifying.takeNotes());
            if (complete) {
                return verified(verifying, now);
            }
        }
        return phase == Phase.DRAINING && verifying != null ? draining(verifying, now) : phase;
    }

    private Phase rollingOut(Instant now) {
        Duration elapsed = Duration.between(since, now);
        settings.rule().map(r -> r.expectedTime()).ifPresent(expected -> {
            if (!slownessNoted && elapsed.compareTo(expected.multipliedBy(2)) > 0) {
                slownessNoted = true;
                warnings.add("takes more than twice the expected " + DurationFormat.words(expected));
            }
        });
        if (elapsed.compareTo(settings.timeout().value()) >= 0 && isBelieved(deadline())) {
            if (goodReads >= MITIGATED_READS) {
                return mitigated(now);
            }
            if (givenUpAt != null) {
                ours().ifPresent(r -> end(ownership.reverted(r)));
            }
            fail(
                    Reason.TIMEOUT,
                    "after %s; %s"
                            .formatted(DurationFormat.words(settings.timeout().value()), hindrance()));
        }
        return Phase.ROLLING_OUT;
    }

    /** A deadline is believed after a look, but not between the two good ones that make the target mitigated. */
    private boolean isBelieved(Instant deadline) {
        boolean secondIsDue = goodReads == 1 && goodAt.equals(lookedAt);
        return !lookedAt.isBefore(deadline) && !secondIsDue;
    }

    private String hindrance() {
        String seen = failedReads.lastSeen();
        return imagesToCheck().isEmpty() ? seen : seen + "; " + failedReads.images();
    }

    private Phase mitigated(Instant now) {
        Instant at = servingSince == null ? goodSince : servingSince;
        progress.mitigatedAt = at;
        failedTasks.disproved(now);
        if (settings.request().waitUntil() == WaitUntil.MITIGATED) {
            end(Outcome.ROLLED_BACK_UNVERIFIED, Reason.NOT_AWAITED, "mitigated; verification was not asked for");
            return Phase.ROLLING_OUT;
        }
        Instant settled = at.plus(settings.settle().value());
        Instant recent = now.minus(settings.window().value());
        verifying = new Verifying(settings, latest(settled, recent), judging.fault());
        pollAt = now.plus(Polling.CALM);
        return Phase.SETTLING;
    }

    /** What has served for long is judged by its newest periods, after settle and after the incident began. */
    private Instant latest(Instant settled, Instant recent) {
        Instant began = settings.request().incidentStart().orElse(Instant.MIN);
        Instant judged = InstantFormat.later(settled, recent);
        return servingSince == null ? judged : InstantFormat.later(began, judged);
    }

    private Phase verified(Verifying window, Instant now) {
        progress.verifiedAt = now;
        drainBy = now.plus(DRAIN_LIMIT);
        verification = judging.judge(window);
        boolean waits = settings.request().waitUntil() == WaitUntil.DRAINED && progress.drainedAt == null;
        if (!waits) {
            endVerified(window);
        }
        return waits ? Phase.DRAINING : Phase.VERIFYING;
    }

    private Phase draining(Verifying window, Instant now) {
        if (progress.drainedAt != null || (!now.isBefore(drainBy) && !lookedAt.isBefore(drainBy))) {
            endVerified(window);
        }
        return Phase.DRAINING;
    }

    private void endVerified(Verifying window) {
        if (progress.drainedAt == null) {
            warnings.add("old tasks still drain");
        }
        if (givenUpAt != null) {
            Optional.ofNullable(progress.lastSeen)
                    .flatMap(ServiceSnapshot::primary)
                    .ifPresent(r -> end(ownership.reverted(r)));
        }
        String blind = window.isOverBy(goodAt) ? null : "not seen to serve after the window; " + failedReads.lastSeen();
        String doubt = images.doubt(ours().orElse(null)).orElse(null);
        end(judging.ending(verification, blind, doubt));
    }

    private void fail(Reason reason, String detail) {
        end(Outcome.FAILED, reason, detail);
    }

    private void end(Outcome outcome, @Nullable Reason reason, String detail) {
        end(new Ending(outcome, reason, detail));
    }

    /** The first ending counts. */
    private void end(Ending how) {
        ending = ending == null ? how : ending;
    }

    Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    Verification verification() {
        return verification;
    }

    /** Returns where the service is judged; null before that is known. */
    @Nullable
    Window window() {
        return verifying == null ? null : new Window(verifying.from(), verifying.to());
    }

    List<String> warnings() {
        var all = new ArrayList<>(warnings);
        failedTasks.warning().ifPresent(all::add);
        return all;
    }
}
