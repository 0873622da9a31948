package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.port.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rollback as a fold: {@link #apply} takes in what happened, {@link #next} says what to do. The same events always lead to the
 * same state. Not thread-safe; the runner hands events in one after another.
 */
public final class RollbackCore {
    private final PlannedRollback plan;
    private final Action action;
    private final RunProgress progress = new RunProgress();
    private final Facts facts = new Facts();
    private final Checking checking;
    private final Announcing announcing;
    private final Writing writing;
    private final Watching watching;
    private final Keeping keeping;
    private final List<String> warnings;
    private Phase phase = Phase.NEW;
    private Instant now = Instant.MIN;
    private @Nullable Ending ending;
    private final Event.Handler<Boolean> taking = new Taking();
    private @Nullable String cancelled;
    private boolean mitigationToTell;

    /** @param plan one that has an action and nothing that refuses it */
    public RollbackCore(PlannedRollback plan) {
        this.plan = plan;
        this.action = plan.action()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no action: " + plan.ending()));
        this.warnings = new ArrayList<>(plan.warnings());
        this.checking = new Checking(plan, facts, warnings);
        this.announcing = new Announcing(plan.gates(), plan.settings().request().bestEffortNotice(), warnings);
        this.writing = new Writing(plan, progress, facts);
        this.keeping = new Keeping(plan, facts);
        this.watching = new Watching(plan, progress, facts, keeping);
    }

    /** Takes in what happened. Events that come too late change nothing. */
    public void apply(Event event) {
        now = event.at();
        boolean over = phase == Phase.ENDED && !(event instanceof Event.CancelAsked);
        if (!over && event.accept(taking)) {
            move();
        }
    }

    /** Takes in one event; returns whether what is known now may move the rollback on. */
    private final class Taking implements Event.Handler<Boolean> {
        @Override
        public Boolean began(Event.Began event) {
            RollbackCore.this.began();
            return true;
        }

        @Override
        public Boolean refused(Event.Refused event) {
            RollbackCore.this.refused(event.ending());
            return true;
        }

        @Override
        public Boolean answered(Event.Answered event) {
            RollbackCore.this.answered(event);
            return true;
        }

        @Override
        public Boolean told(Event.Told event) {
            RollbackCore.this.told(event);
            return true;
        }

        @Override
        public Boolean sent(Event.Sent event) {
            if (phase == Phase.WRITING) {
                writing.sent(event);
                phase = Phase.SENT;
            }
            return true;
        }

        @Override
        public Boolean written(Event.Written event) {
            if (phase == Phase.SENT) {
                goOn(writing.answered(event.answer(), now));
            }
            return true;
        }

        @Override
        public Boolean woke(Event.Woke event) {
            return true;
        }

        @Override
        public Boolean jumped(Event.Jumped event) {
            RollbackCore.this.jumped(event.by());
            return true;
        }

        @Override
        public Boolean broke(Event.Broke event) {
            RollbackCore.this.broke(event.why());
            return false;
        }

        @Override
        public Boolean cancelAsked(Event.CancelAsked event) {
            cancelled = event.by() + (event.why().isEmpty() ? "" : ": " + event.why());
            return true;
        }
    }

    /** Says what to do next, from what is known. */
    public Batch next() {
        return switch (phase) {
            case NEW -> new Batch.Sleep(now);
            case CHECKING ->
                now.isBefore(checking.dueAt()) ? new Batch.Sleep(checking.dueAt()) : new Batch.Reads(checking.reads());
            case ANNOUNCING -> new Batch.Tell(Notification.Moment.STARTED);
            case WRITING -> writing.next(now);
            case SENT -> new Batch.Sleep(Instant.MAX);
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
        return new Batch.Sleep(phase == Phase.RECONCILING ? writing.nextReadAt() : watching.nextReadAt());
    }

    private void began() {
        if (phase != Phase.NEW) {
            return;
        }
        progress.beganAt = now;
        if (checking.begin(now)) {
            phase = Phase.CHECKING;
        } else {
            checked();
        }
    }

    /** Waits and deadlines don't follow the clock: what was left of them is left now, and all is looked at once more first. */
    private void jumped(Duration by) {
        checking.jumped(by, now);
        writing.jumped(by, now);
        watching.jumped(phase, by, now);
    }

    private void broke(String why) {
        if (phase == Phase.CLOSING) {
            phase = Phase.ENDED; // the outcome was decided before
            return;
        }
        if (phase == Phase.SENT) {
            progress.changed = Changed.UNKNOWN;
        }
        end(broken(phase, why));
    }

    /** Returns how a rollback ends that a fault of this program stops in {@code phase}. */
    public static Ending broken(Phase phase, String why) {
        String now = phase.beforeTheWrite()
                ? "nothing was sent by it"
                : "the platform goes on with what it was told; another run looks before it writes";
        return new Ending(
                Outcome.FAILED,
                Reason.INTERNAL_ERROR,
                "a fault of this program while %s: %s; %s".formatted(phase, why, now));
    }

    private void refused(Ending how) {
        if (phase == Phase.NEW) {
            end(how);
        }
    }

    private void checked() {
        if (action.kind() == Action.Kind.NONE) {
            watching.alreadyThere(plan.servingSince().orElse(now), now);
            phase = Phase.ROLLING_OUT;
        } else if (action.kind() == Action.Kind.FOLLOW) {
            watching.follow(now);
            phase = Phase.ROLLING_OUT;
        } else {
            phase = Phase.ANNOUNCING;
            if (!announcing.due()) {
                write();
            }
        }
    }

    private void write() {
        phase = Phase.WRITING;
        writing.ready(now);
    }

    private void told(Event.Told told) {
        String trouble = told.trouble();
        if (told.moment() == Notification.Moment.STARTED && phase == Phase.ANNOUNCING) {
            startTold(told);
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

    private void startTold(Event.Told told) {
        Optional<Ending> refused = announcing.told(told);
        if (refused.isPresent()) {
            end(refused.get());
        } else {
            write();
        }
    }

    private void answered(Event.Answered answered) {
        facts.learn(now, answered.query(), answered.answer());
        keeping.learn(answered);
        if (keeping.isOwn(answered.query())) {
            return;
        }
        if (answered.answer() instanceof Answer.Service service && service.snapshot() != null) {
            progress.lastSeen = service.snapshot();
        }
        switch (phase) {
            case CHECKING -> check(answered);
            case WRITING -> goOn(writing.lookedFirst(answered));
            case RECONCILING -> writing.read(answered);
            case ROLLING_OUT, SETTLING, VERIFYING, DRAINING -> watching.read(answered, phase);
            default -> {
                // an answer that comes after its phase is over only adds to the facts
            }
        }
    }

    private void check(Event.Answered answered) {
        boolean fits = checking.read(answered);
        checking.ending().ifPresent(this::end);
        if (fits) {
            checked();
        }
    }

    private void goOn(Writing.NextStep verdict) {
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
            mitigationToTell |= before == Phase.ROLLING_OUT && phase == Phase.SETTLING && announcing.done();
            watching.ending().ifPresent(this::end);
        }
        if (cancelled != null && !inFlight() && phase != Phase.CLOSING && phase != Phase.ENDED) {
            end(Cancellation.of("by " + cancelled, phase, progress.changed, writing.hasSent()));
        }
    }

    /** What has left is answered first: the write, and the message that must be followed by an outcome message. */
    private boolean inFlight() {
        return phase == Phase.SENT || phase == Phase.ANNOUNCING;
    }

    private void end(Ending how) {
        ending = how;
        announcing.over();
        progress.endedAt = now;
        mitigationToTell = false;
        phase = announcing.done() ? Phase.CLOSING : Phase.ENDED;
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

    public PlannedRollback plan() {
        return plan;
    }

    /** Returns the gates as they stand now. */
    public List<Gate> gates() {
        return announcing.gates();
    }

    /** Returns a copy of what has happened so far. */
    public Progress progress() {
        return progress.asOfNow();
    }

    /** Returns how the service does on the target; {@link Verification#NONE} before it was judged. */
    public Verification verification() {
        return watching.verification();
    }

    /** Returns what was seen so far, as far as a report shows it. */
    public KeptEvidence evidence() {
        return keeping.kept(watching.window());
    }

    /** Returns what a person should know, in the order in which it came up. */
    public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        all.addAll(watching.warnings());
        return List.copyOf(all);
    }
}
