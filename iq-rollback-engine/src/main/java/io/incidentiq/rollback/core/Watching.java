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
import io.incidentiq.rollback.plan.Spans;
import io.incidentiq.rollback.plan.WaitUntil;
import io.incidentiq.rollback.port.MetricQuery;
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
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(15);
    private static final int MITIGATED_READS = 2;

    private final RollbackPlan plan;
    private final Settings settings;
    private final Action action;
    private final Progress progress;
    private final Facts facts;
    private final Ownership ownership;
    private final Polling polling;
    private final ImageCheck images;
    private final List<String> warnings = new ArrayList<>();
    private final FailedTasks failedTasks = new FailedTasks(warnings);
    private Instant since = Instant.MIN;
    private Instant pollAt = Instant.MIN;
    private int goodReads;
    private Instant goodSince = Instant.MAX;
    private boolean slownessNoted;
    private @Nullable Instant servingSince;
    private @Nullable Verifying verifying;
    private Verification verification = Verification.NONE;
    private @Nullable Ending ending;

    Watching(RollbackPlan plan, Progress progress, Facts facts) {
        this.plan = plan;
        this.settings = plan.settings();
        this.action = plan.action().orElseThrow();
        this.progress = progress;
        this.facts = facts;
        this.ownership = new Ownership(plan, progress);
        this.polling = new Polling(settings);
        this.images = new ImageCheck(plan);
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
        imagesToCheck().ifPresent(id -> queries.add(new Query.ServiceRevisions(Set.of(id))));
        if (failedTasks.toAsk() && progress.ours != null) {
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
        return ours().flatMap(images::due);
    }

    private Optional<Rollout> ours() {
        return Optional.ofNullable(progress.lastSeen).filter(ownership::isOurs).flatMap(ServiceSnapshot::primary);
    }

    void read(Event.Answered answered, Phase phase) {
        Answer answer = answered.answer();
        if (answered.query() instanceof Query.ServiceNow) {
            polling.looked(answer);
        }
        if (answer instanceof Answer.Service service) {
            looked(service.snapshot(), phase, answered.at());
        } else if (answer instanceof Answer.ServiceRevisions revisions) {
            revisions.revisions().values().forEach(this::imagesSeen);
        } else if (answer instanceof Answer.Failures failures) {
            failedTasks
                    .explained(failures.failures(), phase == Phase.ROLLING_OUT)
                    .ifPresent(why -> fail(Reason.PERMANENT_TASK_FAILURE, why));
        } else if (answer instanceof Answer.Health health && verifying != null) {
            verifying.probed(health.health());
        }
        if (answered.query() instanceof Query.ServiceNow) {
            pollAt = nextLook(phase, answered.at());
        }
    }

    private Instant nextLook(Phase phase, Instant now) {
        boolean near = goodReads > 0
                || failedTasks.toAsk()
                || Optional.ofNullable(progress.lastSeen)
                        .filter(this::allOursRun)
                        .isPresent();
        Instant next = now.plus(polling.interval(phase, near, since));
        Instant deadline = since.plus(settings.timeout().value());
        boolean tooLate = phase == Phase.ROLLING_OUT && now.isBefore(deadline) && next.isAfter(deadline);
        return tooLate ? deadline : next;
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
        ownership.lost(seen).ifPresent(this::end);
        if (seen.desiredCount() == 0 && ownership.servesTarget(seen)) {
            end(Outcome.ROLLED_BACK_UNVERIFIED, Reason.NOTHING_RUNS, "desiredCount is 0");
        }
        if (ending != null) {
            return;
        }
        boolean good = Rollouts.servesAlone(seen) && ownership.servesTarget(seen);
        goodReads = good ? goodReads + 1 : 0;
        goodSince = goodReads == 1 ? now : goodSince;
        if (Rollouts.drained(seen) && progress.drainedAt == null && good) {
            progress.drainedAt = now;
        }
        failedTasks.seen(seen, phase == Phase.ROLLING_OUT);
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
        boolean mitigated = goodReads >= MITIGATED_READS && imagesToCheck().isEmpty();
        if (phase == Phase.ROLLING_OUT) {
            return mitigated ? mitigated(now) : rollingOut(now);
        }
        if (goodReads == 0 && phase != Phase.DRAINING) {
            progress.mitigatedAt = null;
            verifying = null;
            servingSince = null;
            pollAt = nextLook(Phase.ROLLING_OUT, now);
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
                warnings.add("takes more than twice the expected " + Spans.words(expected));
            }
        });
        if (elapsed.compareTo(settings.timeout().value()) >= 0) {
            fail(
                    Reason.TIMEOUT,
                    "after %s; last seen: %s"
                            .formatted(Spans.words(settings.timeout().value()), Rollouts.words(progress.lastSeen)));
        }
        return Phase.ROLLING_OUT;
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
        verifying = new Verifying(settings, settled.isAfter(recent) ? settled : recent);
        pollAt = now.plus(Polling.CALM);
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
        Optional<String> doubt = images.doubt(ours().orElse(null));
        if (outcome.success() && doubt.isPresent()) {
            end(Outcome.ROLLED_BACK_UNVERIFIED, Reason.IMAGE_UNKNOWN, doubt.get());
        } else {
            end(outcome, verification.reason(alreadyRan), VerificationText.of(verification, settings));
        }
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

    List<String> warnings() {
        return warnings;
    }
}
