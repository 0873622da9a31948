package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.internal.core.Batch;
import io.incidentiq.rollback.internal.core.Event;
import io.incidentiq.rollback.internal.core.RollbackCore;
import io.incidentiq.rollback.internal.core.Write;
import io.incidentiq.rollback.internal.core.WriteAnswer;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.report.RunReport;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs one rollback: does what the core says next, hands the core what happened, until it says that it is over. One batch is
 * under way at a time. Answers, wake-ups and calls of a caller come through one mailbox, so that no lock is needed: a port or a
 * listener that hangs never holds a caller up. Whatever a step throws ends the run with a report.
 */
final class RollbackRun implements Rollback {
    private static final Logger LOG = LoggerFactory.getLogger(RollbackRun.class);
    private static final Duration STORE_LIMIT = Defaults.STORE_LIMIT.duration();
    private static final Duration TELL_LIMIT = Defaults.TELL_LIMIT.duration();

    private final RollbackId id;
    private final Means means;
    private final Journal journal;
    private final Instant requestedAt;
    private final CompletableFuture<RollbackReport> done = new CompletableFuture<>();
    private final Mailbox<Runnable> steps = Mailbox.readByPosters(this::perform);
    /** Set by whoever gives up, before anything else happens; asked by a write right before it is made. */
    private volatile boolean doorClosed;
    /** The report once it is decided, also while the store and listeners are waited for; null before. */
    private volatile @Nullable RunReport decided;
    /** Who gave up; null while nobody did. */
    private volatile @Nullable String givenUpBy;

    private volatile RunView view;

    /** This and what follows is for steps alone. */
    private final RollbackCore core;

    private final Telling telling;
    private final Batch.Handler doer = new Doer();
    private final ClockWatch clock;
    private CompletableFuture<Boolean> heard = CompletableFuture.completedFuture(true);
    private boolean busy;
    private boolean broken;
    /** Once it let the run wait in vain, its end is not waited for again. */
    private volatile boolean storeIsLate;

    private boolean over;
    /** Stands for the reads under way, so that answers to abandoned ones are told apart; null while there are none. */
    private @Nullable Object reading;

    private TimeSource.@Nullable Wakeup wakeup;

    /** What a run works with. */
    record Means(TimeSource time, PortCalls calls, Notifier notifier, List<RollbackListener> listeners) {}

    RollbackRun(RollbackId id, RollbackCore core, Means means, Journal journal, Instant requestedAt) {
        this.id = id;
        this.core = core;
        this.means = means;
        this.journal = journal;
        this.requestedAt = requestedAt;
        this.telling = new Telling(means.listeners, means.time);
        this.clock = new ClockWatch(means.time);
        this.view = RunView.of(core, requestedAt, means.calls.made());
    }

    /** Begins once the journal has its lease; a store that hangs holds up nobody who waits for a handle. */
    void begin() {
        steps.post(() -> {
            if (!core.plan().action().orElseThrow().writes()) {
                take(new Event.Began(now()));
                step();
                return;
            }
            busy = true;
            withinLimit(STORE_LIMIT, journal.acquire(id, now()), this::noLease)
                    .whenComplete((refusal, never) ->
                            steps.post(() -> resume(refusal.<Event>map(r -> new Event.Refused(now(), r))
                                    .orElseGet(() -> new Event.Began(now())))));
        });
    }

    private Optional<Ending> noLease(BoundedCalls.NoAnswer none) {
        return Optional.of(Journal.refused(Reason.STORE_UNAVAILABLE, storeTrouble(none)));
    }

    private String storeTrouble(BoundedCalls.NoAnswer none) {
        storeIsLate |= none.trouble() == BoundedCalls.Trouble.LATE;
        return storeIsLate
                ? "the store did not answer within " + DurationFormat.words(STORE_LIMIT)
                : "the store could not be asked: " + none.message();
    }

    private void perform(Runnable step) {
        try {
            if (!over) {
                clock.jump().ifPresent(by -> take(new Event.Jumped(now(), by)));
            }
            step.run();
        } catch (RuntimeException | Error e) {
            broke(e);
        }
    }

    private Instant now() {
        return means.time.instant();
    }

    private void take(Event event) {
        core.apply(event);
        RollbackEvent happened = PublishedEvents.of(event, core.phase());
        journal.note(happened);
        RunView now = RunView.of(core, event.at(), means.calls.made());
        view = now;
        heard = telling.tell(listener -> listener.happened(happened, now));
    }

    /** Starts what comes next, unless something is under way. */
    private void step() {
        if (busy || over) {
            return;
        }
        cancelWakeup();
        core.next().accept(doer);
    }

    /** Does what a batch says. */
    private final class Doer implements Batch.Handler {
        @Override
        public void reads(Batch.Reads batch) {
            read(batch.queries());
        }

        @Override
        public void send(Batch.Send batch) {
            RollbackRun.this.send(batch.write());
        }

        @Override
        public void tell(Batch.Tell batch) {
            RollbackRun.this.tell(batch.moment());
        }

        @Override
        public void sleep(Batch.Sleep batch) {
            wakeup = means.time.schedule(
                    Duration.between(now(), batch.instant()), () -> steps.post(RollbackRun.this::woke));
        }

        @Override
        public void end(Batch.End batch) {
            finish(report(batch.ending(), view));
        }
    }

    private void cancelWakeup() {
        if (wakeup != null) {
            wakeup.cancel();
            wakeup = null;
        }
    }

    private void woke() {
        if (!busy && !over) {
            take(new Event.Woke(now()));
            step();
        }
    }

    private void read(List<Query> queries) {
        busy = true;
        var mine = new Object();
        reading = mine;
        boolean beforeTheWrite = core.phase() == Phase.CHECKING || core.phase() == Phase.WRITING;
        CompletableFuture<List<Answer>> asked =
                beforeTheWrite ? means.calls.askBeforeTheWrite(queries) : means.calls.askAll(queries);
        asked.whenComplete((answers, never) -> steps.post(() -> {
            if (reading == mine) {
                reading = null;
                busy = false;
                for (int i = 0; i < queries.size(); i++) {
                    take(new Event.Answered(now(), queries.get(i), answers.get(i)));
                }
                step();
            }
        }));
    }

    /** Sends only once the intent is stored, never after the time for storing it is over, and never once somebody gave up. */
    private void send(Write write) {
        busy = true;
        take(new Event.Sent(now(), write));
        withinLimit(STORE_LIMIT, journal.flush(now()), none -> Optional.of(storeTrouble(none)))
                .whenComplete((trouble, never) -> steps.post(() -> {
                    if (trouble.isPresent()) {
                        resume(new Event.Written(
                                now(), new WriteAnswer.Rejected(Reason.STORE_UNAVAILABLE, trouble.get())));
                    } else if (!over) {
                        Sending.of(means.calls, write, () -> doorClosed)
                                .whenComplete((answer, neither) ->
                                        steps.post(() -> resume(new Event.Written(now(), answer))));
                    }
                }));
    }

    private void tell(Notification.Moment moment) {
        busy = true;
        Notification message = Messages.of(moment, id, core);
        Supplier<Delivery> send = () -> {
            try {
                means.notifier.send(message);
                return new Delivery(null, true);
            } catch (ProviderException e) {
                return new Delivery(String.valueOf(e.getMessage()), e.mayHaveHappened());
            }
        };
        means.calls
                .bounded()
                .within(
                        TELL_LIMIT,
                        send,
                        none -> new Delivery(none.message(), none.trouble() != BoundedCalls.Trouble.REFUSED))
                .whenComplete((delivery, never) -> steps.post(
                        () -> resume(new Event.Told(now(), moment, delivery.trouble, delivery.mayHaveArrived))));
    }

    /** How a message fared. */
    private record Delivery(@Nullable String trouble, boolean mayHaveArrived) {}

    private void resume(Event event) {
        busy = false;
        take(event);
        step();
    }

    /** The core ends it, and tells the team; where even that fails, it ends with what was known before. */
    private void broke(Throwable fault) {
        doorClosed = true;
        LOG.error("a fault of the engine ends {}", id, fault);
        if (over) {
            return;
        }
        boolean again = broken;
        broken = true;
        String why = String.valueOf(fault);
        if (again) {
            boolean decided = view.phase() == Phase.CLOSING || view.phase() == Phase.ENDED;
            finish(report(decided ? core.ending() : RollbackCore.broken(view.phase(), why), view.broken()));
            return;
        }
        abandonReads();
        busy = false;
        perform(() -> {
            take(new Event.Broke(now(), why));
            step();
        });
    }

    private RunReport report(Ending ending, RunView known) {
        return new RunReport(id, requestedAt, known.plan(), ending, known.details(), means.calls.made());
    }

    /** The outcome is final; it waits a while for the store and the listeners, but for nobody without an end. */
    private void finish(RunReport report) {
        decided = report;
        over = true;
        try {
            CompletableFuture<Boolean> stored = journal.close(report, now());
            var closed = storeIsLate
                    ? CompletableFuture.completedFuture(false)
                    : withinLimit(STORE_LIMIT, stored, none -> false);
            var told = withinLimit(TELL_LIMIT, heard, none -> false);
            closed.thenCombine(told, (store, listeners) -> done.complete(report));
        } catch (RuntimeException | Error e) {
            LOG.error("a fault of the engine after the end of {}", id, e);
            done.complete(report);
        }
    }

    private <T> CompletableFuture<T> withinLimit(
            Duration limit, CompletableFuture<T> call, Function<BoundedCalls.NoAnswer, T> otherwise) {
        return means.calls.bounded().withinLimit(limit, call, otherwise);
    }

    @Override
    public RollbackId id() {
        return id;
    }

    @Override
    public RollbackView view() {
        return view;
    }

    /** Returns who gave up, also after the end; empty while nobody did. */
    Optional<String> givenUpBy() {
        return Optional.ofNullable(givenUpBy);
    }

    /** Returns the report of a rollback that is over. */
    RunReport ended() {
        return Objects.requireNonNull(decided, "it is not over");
    }

    @Override
    public RollbackReport report() {
        RunReport ended = decided;
        if (ended != null) {
            return ended;
        }
        RunView now = view;
        return new RunReport(id, requestedAt, now.plan(), now.ending(givenUpBy), now.leftAlone(), now.calls());
    }

    @Override
    public CompletableFuture<RollbackReport> completion() {
        return done.copy();
    }

    @Override
    public RollbackReport await() throws InterruptedException {
        means.time.await(done);
        return done.join();
    }

    @Override
    public void cancel(String who, String why) {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
        givenUpBy = why.isEmpty() ? who : who + ": " + why;
        doorClosed = true;
        steps.post(() -> {
            if (!over) {
                take(new Event.CancelAsked(now(), who, why));
                abandonReads();
                step();
            }
        });
    }

    /** Reads can be given up at any time, a write never. */
    private void abandonReads() {
        if (reading != null) {
            reading = null;
            busy = false;
        }
    }
}
