package io.incidentiq.rollback.core;

import io.incidentiq.rollback.fact.Answer;
import io.incidentiq.rollback.fact.Facts;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.GateStatus;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.procedure.ChecklistLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rollback as a fold: {@link #apply} takes in what happened, {@link #next} says what to do. The same events always lead to the
 * same state. Not thread-safe; the runner hands events in one after another.
 */
public final class RollbackCore {
    /** A plan seen this recently is not checked again. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final RollbackPlan plan;
    private final Settings settings;
    private final Action action;
    private final Progress progress = new Progress();
    private final Facts facts = new Facts();
    private final Writing writing;
    private final Watching watching;
    private final List<String> warnings;
    private List<Gate> gates;
    private Phase phase = Phase.NEW;
    private Instant now = Instant.MIN;
    private @Nullable Ending ending;
    private @Nullable String cancelled;
    private Instant checkAt = Instant.MIN;
    private boolean announced;
    private boolean mitigationToTell;

    /** @param plan one that has an action and nothing that refuses it */
    public RollbackCore(RollbackPlan plan) {
        this.plan = plan;
        this.settings = plan.settings();
        this.action = plan.action()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no action: " + plan.ending()));
        this.gates = plan.gates();
        this.warnings = new ArrayList<>(plan.warnings());
        this.writing = new Writing(plan, progress);
        this.watching = new Watching(plan, progress, facts);
    }

    /** Takes in what happened. Events that come too late change nothing. */
    public void apply(Event event) {
        now = event.at();
        if (event instanceof Event.CancelAsked asked) {
            cancelled = asked.by() + (asked.why().isEmpty() ? "" : ": " + asked.why());
        } else if (phase == Phase.ENDED) {
            return;
        } else if (event instanceof Event.Began) {
            began();
        } else if (event instanceof Event.Told told) {
            told(told);
        } else if (event instanceof Event.Answered answered) {
            answered(answered);
        } else if (event instanceof Event.Sent sent && phase == Phase.WRITING) {
            writing.sent(sent);
            phase = Phase.SENT;
        } else if (event instanceof Event.Written written && phase == Phase.SENT) {
            goOn(writing.answered(written.answer(), now));
        }
        move();
    }

    /** Says what to do next, from what is known. */
    public Batch next() {
        return switch (phase) {
            case NEW -> new Batch.WaitUntil(now);
            case CHECKING -> now.isBefore(checkAt) ? new Batch.WaitUntil(checkAt) : new Batch.Reads(checks());
            case ANNOUNCING -> new Batch.Tell(Notification.Moment.STARTED);
            case WRITING -> writing.due(now) ? new Batch.Send(writing.intent()) : new Batch.WaitUntil(writing.dueAt());
            case SENT -> new Batch.WaitUntil(Instant.MAX);
            case RECONCILING, ROLLING_OUT, SETTLING, VERIFYING, DRAINING -> follow();
            case CLOSING -> new Batch.Tell(Notification.Moment.ENDED);
            case ENDED -> new Batch.End(ending());
        };
    }

    private Batch follow() {
        if (mitigationToTell) {
            return new Batch.Tell(Notification.Moment.MITIGATED);
        }
        List<Query> due = phase == Phase.RECONCILING ? writing.reads(now) : watching.reads(phase, now);
        if (!due.isEmpty()) {
            return new Batch.Reads(due);
        }
        return new Batch.WaitUntil(phase == Phase.RECONCILING ? writing.nextReadAt() : watching.nextReadAt());
    }

    private void began() {
        if (phase != Phase.NEW) {
            return;
        }
        progress.beganAt = now;
        boolean fresh =
                plan.seenAt().filter(seen -> !now.isAfter(seen.plus(FRESH))).isPresent();
        if (fresh) {
            checked();
        } else {
            phase = Phase.CHECKING;
        }
    }

    private List<Query> checks() {
        return List.of(
                new Query.ServiceNow(settings.service()),
                new Query.Definitions(Set.of(plan.target().orElseThrow().revision())));
    }

    private void checked() {
        if (action.kind() == Action.Kind.NONE) {
            watching.alreadyThere(plan.servingSince().orElse(now), now);
            phase = Phase.ROLLING_OUT;
        } else if (action.kind() == Action.Kind.FOLLOW) {
            watching.follow(now);
            phase = Phase.ROLLING_OUT;
        } else {
            phase = hasPendingAnnouncement() ? Phase.ANNOUNCING : Phase.WRITING;
            writing.ready(now);
        }
    }

    private boolean hasPendingAnnouncement() {
        return gates.stream().anyMatch(g -> g.id().equals(ChecklistLine.TEAM_NOTIFIED));
    }

    private void told(Event.Told told) {
        String trouble = told.trouble();
        if (told.moment() == Notification.Moment.STARTED && phase == Phase.ANNOUNCING) {
            startTold(trouble);
            return;
        }
        if (trouble != null) {
            warnings.add("the team could not be told: " + trouble);
        }
        if (told.moment() == Notification.Moment.MITIGATED) {
            mitigationToTell = false;
        } else if (told.moment() == Notification.Moment.ENDED && phase == Phase.CLOSING) {
            phase = Phase.ENDED;
        }
    }

    private void startTold(@Nullable String trouble) {
        announced = trouble == null;
        boolean confirmed = gates.stream()
                .anyMatch(g -> g.id().equals(ChecklistLine.TEAM_NOTIFIED)
                        && (g.statement().isPresent() || g.status() == GateStatus.CONFIRMED));
        if (trouble == null) {
            setTeamGate(GateStatus.PASSED, "told at " + now);
            phase = Phase.WRITING;
        } else if (confirmed) {
            setTeamGate(GateStatus.CONFIRMED, "confirmed beforehand");
            warnings.add("the start message could not be sent: " + trouble);
            phase = Phase.WRITING;
        } else {
            setTeamGate(GateStatus.OPEN, "the start message could not be sent: " + trouble);
            end(
                    Outcome.REFUSED,
                    Reason.TEAM_NOTIFIED,
                    trouble + "; tell the team and add --confirm team-notified=YOUR-NAME");
        }
        writing.ready(now);
    }

    private void setTeamGate(GateStatus status, String evidence) {
        gates = gates.stream()
                .map(g -> g.id().equals(ChecklistLine.TEAM_NOTIFIED) ? g.now(status, evidence) : g)
                .toList();
    }

    private void answered(Event.Answered answered) {
        facts.learn(now, answered.query(), answered.answer());
        if (answered.answer() instanceof Answer.Service service && service.snapshot() != null) {
            progress.lastSeen = service.snapshot();
        }
        switch (phase) {
            case CHECKING -> check(answered);
            case RECONCILING -> writing.read(answered);
            case ROLLING_OUT, SETTLING, VERIFYING, DRAINING -> watching.read(answered, phase);
            default -> {
                // an answer that comes after its phase is over only adds to the facts
            }
        }
    }

    private void check(Event.Answered answered) {
        if (answered.answer() instanceof Answer.Failed failed) {
            checkAt = now.plusSeconds(1);
            boolean mayTry = failed.retryable() && now.isBefore(began(Settings.PLANNING_LIMIT));
            if (!mayTry) {
                end(Outcome.FAILED, Reason.PROVIDER_UNAVAILABLE, failed.message());
            }
            return;
        }
        String stale = Staleness.of(plan, facts);
        if (stale != null) {
            end(Outcome.REFUSED, Reason.PLAN_STALE, stale);
        } else if (checks().stream().allMatch(facts::knows)) {
            checked();
        }
    }

    private Instant began(Duration after) {
        return progress.beganAt == null ? now : progress.beganAt.plus(after);
    }

    private void goOn(Writing.Verdict verdict) {
        switch (verdict) {
            case DONE -> rollOut();
            case AGAIN -> phase = Phase.WRITING;
            case LOOK -> phase = Phase.RECONCILING;
            case OVER -> end(writing.ending());
        }
    }

    private void rollOut() {
        watching.begin(now);
        phase = Phase.ROLLING_OUT;
    }

    /** Goes on as far as what is known allows. */
    private void move() {
        if (phase == Phase.RECONCILING) {
            goOn(writing.verdict(now));
        }
        if (phase.watches()) {
            Phase before = phase;
            phase = watching.move(phase, now);
            mitigationToTell |= before == Phase.ROLLING_OUT && phase == Phase.SETTLING && announced;
            watching.ending().ifPresent(this::end);
        }
        if (cancelled != null && !inFlight() && phase != Phase.CLOSING && phase != Phase.ENDED) {
            end(Outcome.CANCELLED, Reason.CANCELLED, "by " + cancelled);
        }
    }

    /** What has left is answered first: the write, and the message that must be followed by an outcome message. */
    private boolean inFlight() {
        return phase == Phase.SENT || phase == Phase.ANNOUNCING;
    }

    private void end(Outcome outcome, @Nullable Reason reason, String detail) {
        end(new Ending(outcome, reason, detail));
    }

    private void end(Ending how) {
        ending = how;
        progress.endedAt = now;
        mitigationToTell = false;
        phase = announced ? Phase.CLOSING : Phase.ENDED;
    }

    /** Returns how it ended. */
    public Ending ending() {
        if (ending == null) {
            throw new IllegalStateException("not ended: " + phase);
        }
        return ending;
    }

    public Phase phase() {
        return phase;
    }

    public RollbackPlan plan() {
        return plan;
    }

    /** Returns the gates as they stand now. */
    public List<Gate> gates() {
        return gates;
    }

    /** Returns a copy of what has happened so far. */
    public Progress progress() {
        return progress.copy();
    }

    /** Returns how the service does on the target; {@link Verification#NONE} before it was judged. */
    public Verification verification() {
        return watching.verification();
    }

    /** Returns what a person should know, in the order in which it came up. */
    public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        all.addAll(watching.warnings());
        return List.copyOf(all);
    }
}
