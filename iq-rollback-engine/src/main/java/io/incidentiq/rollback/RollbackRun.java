package io.incidentiq.rollback;

import io.incidentiq.rollback.core.Batch;
import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.Phase;
import io.incidentiq.rollback.core.Progress;
import io.incidentiq.rollback.core.RollbackCore;
import io.incidentiq.rollback.core.Write;
import io.incidentiq.rollback.core.WriteAnswer;
import io.incidentiq.rollback.fact.Answer;
import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Spans;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.report.Calls;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Performs one rollback: does what the core says next, hands the core what happened, until it says that it is over. One batch is
 * under way at a time; all state is behind this object's lock, and no port is called while it is held.
 */
final class RollbackRun implements Rollback {
    private static final Duration STORE_LIMIT = Duration.ofSeconds(30);
    private static final Duration TELL_LIMIT = Duration.ofSeconds(3);

    private final RollbackId id;
    private final RollbackCore core;
    private final World world;
    private final Journal journal;
    private final Instant requestedAt;
    private final CompletableFuture<RollbackReport> done = new CompletableFuture<>();
    private boolean busy;
    /** Read without the lock by a write that is about to be made. */
    private volatile boolean cancelAsked;

    /** Stands for the reads under way, so that answers to abandoned ones are told apart; null while there are none. */
    private @Nullable Object reading;

    private TimeSource.@Nullable Wakeup wakeup;

    /** What a run works with. */
    record World(TimeSource time, PortCalls calls, Notifier notifier, RollbackListener listener) {}

    RollbackRun(RollbackId id, RollbackCore core, World world, Journal journal, Instant requestedAt) {
        this.id = id;
        this.core = core;
        this.world = world;
        this.journal = journal;
        this.requestedAt = requestedAt;
    }

    /** Begins once the journal has its lease; a store that hangs holds up nobody who waits for a handle. */
    synchronized void begin() {
        if (!core.plan().action().orElseThrow().writes()) {
            take(new Event.Began(now()));
            step();
            return;
        }
        busy = true;
        var late = Journal.refused(
                Reason.STORE_UNAVAILABLE, "the store did not answer within " + Spans.words(STORE_LIMIT));
        within(STORE_LIMIT, () -> journal.acquire(id, now()), Optional.of(late))
                .whenComplete((refusal, never) -> resume(
                        refusal.<Event>map(r -> new Event.Refused(now(), r)).orElseGet(() -> new Event.Began(now()))));
    }

    private Instant now() {
        return world.time.instant();
    }

    private void take(Event event) {
        core.apply(event);
        journal.note(event, core);
        world.listener.happened(event, core);
    }

    /** Starts what comes next, unless something is under way. */
    private void step() {
        if (busy || done.isDone()) {
            return;
        }
        cancelWakeup();
        Batch next = core.next();
        if (next instanceof Batch.Reads reads) {
            read(reads.queries());
        } else if (next instanceof Batch.Send send) {
            send(send.write());
        } else if (next instanceof Batch.Tell tell) {
            tell(tell.moment());
        } else if (next instanceof Batch.WaitUntil wait) {
            wakeup = world.time.schedule(wait.instant(), this::woke);
        } else {
            finish();
        }
    }

    private void cancelWakeup() {
        if (wakeup != null) {
            wakeup.cancel();
            wakeup = null;
        }
    }

    private synchronized void woke() {
        if (!busy && !done.isDone()) {
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
                beforeTheWrite ? world.calls.askBeforeTheWrite(queries) : world.calls.askAll(queries);
        asked.whenComplete((answers, never) -> {
            synchronized (this) {
                if (reading != mine) {
                    return;
                }
                reading = null;
                busy = false;
                for (int i = 0; i < queries.size(); i++) {
                    take(new Event.Answered(now(), queries.get(i), answers.get(i)));
                }
                step();
            }
        });
    }

    /** Sends only once the intent is stored, never after the time for storing it is over, and never once somebody cancelled. */
    private void send(Write write) {
        busy = true;
        take(new Event.Sent(now(), write));
        var late = new WriteAnswer.Rejected(
                Reason.STORE_UNAVAILABLE,
                "nothing was sent: the store did not answer within " + Spans.words(STORE_LIMIT));
        within(STORE_LIMIT, this::stored, Optional.of(late)).whenComplete((trouble, never) -> {
            if (trouble.isPresent()) {
                resume(new Event.Written(now(), trouble.get()));
            } else {
                Sending.of(world.calls, write, () -> cancelAsked)
                        .whenComplete((answer, neither) -> resume(new Event.Written(now(), answer)));
            }
        });
    }

    private Optional<WriteAnswer.Rejected> stored() {
        try {
            journal.flush(now());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(
                    new WriteAnswer.Rejected(Reason.STORE_UNAVAILABLE, "nothing was sent: " + e.getMessage()));
        }
    }

    private void tell(Notification.Moment moment) {
        busy = true;
        Notification message = Messages.of(moment, id, core);
        Supplier<Delivery> send = () -> {
            try {
                world.notifier.send(message);
                return new Delivery(null, true);
            } catch (ProviderException e) {
                return new Delivery(String.valueOf(e.getMessage()), e.mayHaveHappened());
            }
        };
        within(TELL_LIMIT, send, new Delivery("no answer within " + Spans.words(TELL_LIMIT), true))
                .whenComplete((delivery, never) ->
                        resume(new Event.Told(now(), moment, delivery.trouble, delivery.mayHaveArrived)));
    }

    /** How a message fared. */
    private record Delivery(@Nullable String trouble, boolean mayHaveArrived) {}

    private synchronized void resume(Event event) {
        busy = false;
        take(event);
        step();
    }

    private void finish() {
        busy = true;
        RollbackReport report = report();
        Supplier<RollbackReport> close = () -> {
            journal.close(report, now());
            return report;
        };
        within(STORE_LIMIT, close, report).whenComplete((closed, never) -> done.complete(report));
    }

    private <T> CompletableFuture<T> within(Duration limit, Supplier<T> portCall, T otherwise) {
        return world.calls.bounded().within(limit, portCall, otherwise);
    }

    private RollbackReport report() {
        var course = new RollbackReport.Course(core.progress(), core.verification(), core.gates(), core.warnings());
        var calls = new Calls(world.calls.reads(), world.calls.writes());
        return new RollbackReport(id, requestedAt, core.plan(), core.ending(), course, calls);
    }

    @Override
    public RollbackId id() {
        return id;
    }

    @Override
    public synchronized Phase phase() {
        return core.phase();
    }

    @Override
    public synchronized Progress progress() {
        return core.progress();
    }

    @Override
    public CompletableFuture<RollbackReport> completion() {
        return done.copy();
    }

    @Override
    public RollbackReport await() throws InterruptedException {
        world.time.await(done);
        return done.join();
    }

    @Override
    public synchronized void cancel(String who, String why) {
        if (!done.isDone()) {
            cancelAsked = true;
            take(new Event.CancelAsked(now(), who, why));
            abandonReads();
            step();
        }
    }

    /** Reads can be given up at any time, a write never. */
    private void abandonReads() {
        if (reading != null) {
            reading = null;
            busy = false;
        }
    }
}
