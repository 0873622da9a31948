package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.Lease;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.StoreException;
import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored side of one rollback: its lease, and the events that matter. Nothing is written to the platform past a lost lease. A
 * rollback that writes nothing acquires none, and stores nothing. One call to the store is under way at a time: while one hangs, those
 * after it wait for their turn, and no thread waits for either.
 */
final class Journal {
    private static final Duration MARGIN = Defaults.LEASE_MARGIN.duration();
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final RollbackStore store;
    private final ServiceId service;
    private final Duration duration;
    private final Queue<JournalEntry> pending = new ConcurrentLinkedQueue<>();
    private final Mailbox<Turn<?>> turns;
    /** This and what follows is for those alone whose turn it is. */
    private @Nullable Lease lease;

    private long position;
    private boolean closed;

    /** A call that waits for its turn. */
    private record Turn<T>(Supplier<T> call, CompletableFuture<T> answer) {
        void make() {
            try {
                answer.complete(call.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }
    }

    Journal(RollbackStore store, Settings settings, TimeSource time) {
        this.store = store;
        this.service = settings.service();
        this.duration = lasting(settings);
        this.turns = Mailbox.readOn(
                time, Turn::make, lost -> lost.answer.completeExceptionally(new RejectedExecutionException()));
    }

    private <T> CompletableFuture<T> inTurn(Supplier<T> call) {
        var answer = new CompletableFuture<T>();
        turns.post(new Turn<>(call, answer));
        return answer;
    }

    /** Takes the right to write for {@code holder}; answers with why it isn't to be had. A right that comes too late is given back. */
    CompletableFuture<Optional<Ending>> acquire(RollbackId holder, Instant now) {
        return inTurn(() -> acquireNow(holder, now));
    }

    private Optional<Ending> acquireNow(RollbackId holder, Instant now) {
        try {
            Optional<Lease> acquired = store.acquire(service, holder, now, duration);
            if (acquired.isEmpty()) {
                return Optional.of(refused(Reason.IN_PROGRESS_ELSEWHERE, holder(now)));
            }
            lease = acquired.get();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(refused(Reason.STORE_UNAVAILABLE, words(e)));
        }
    }

    private String holder(Instant now) {
        return store.holder(service, now).map(l -> "by " + l.holder()).orElse("it has just ended; try again");
    }

    static Ending refused(Reason reason, String detail) {
        return new Ending(Outcome.REFUSED, reason, detail);
    }

    /** Returns what the store's own exception says, and the whole of any other. */
    private static String words(RuntimeException e) {
        return e instanceof StoreException && e.getMessage() != null
                ? e.getMessage()
                : "the store broke its contract: " + e;
    }

    /** Returns how long a rollback can take from its start: every wait that it may make, and a margin. */
    private static Duration lasting(Settings settings) {
        return settings.timeout()
                .value()
                .plus(settings.settle().value())
                .plus(settings.window().value())
                .plus(MARGIN);
    }

    /** Keeps what changes the course; looks that only confirm are not kept. */
    void note(RollbackEvent event) {
        if (!(event instanceof RollbackEvent.Observed) && !(event instanceof RollbackEvent.Woke)) {
            pending.add(new JournalEntry(event.at(), event.name(), event.toJson()));
        }
    }

    /** Stores what is kept so far and renews the lease; answers with why that could not be done. */
    CompletableFuture<Optional<String>> flush(Instant now) {
        return inTurn(() -> {
            try {
                flushNow(now);
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of(words(e));
            }
        });
    }

    private void flushNow(Instant now) {
        if (closed) {
            throw new StoreException(StoreException.Kind.FENCED, "the rollback is over, and its lease given up");
        }
        if (lease != null) {
            store(lease, now);
        }
    }

    private void store(Lease held, Instant now) {
        Optional<Lease> renewed = store.acquire(held.service(), held.holder(), now, duration);
        if (renewed.filter(l -> l.fence() == held.fence()).isEmpty()) {
            throw new StoreException(
                    StoreException.Kind.FENCED, "another rollback of " + held.service() + " took over");
        }
        List<JournalEntry> batch = List.copyOf(pending);
        position = store.append(held, now, position, batch);
        batch.forEach(stored -> pending.remove());
    }

    /** Stores the rest, remembers what was learnt of the target, and gives the lease up. */
    CompletableFuture<Boolean> close(RollbackReport report, Instant now) {
        return inTurn(() -> {
            if (lease != null) {
                closeNow(lease, report, now);
            }
            closed = true;
            return true;
        });
    }

    private void closeNow(Lease held, RollbackReport report, Instant now) {
        try {
            flushNow(now);
            Optional<Target> target = report.plan().target();
            if (report.outcome() == Outcome.ROLLED_BACK && target.isPresent()) {
                store.mark(held, now, target.get().revision(), RevisionMark.PROVEN);
            }
        } catch (RuntimeException e) {
            LOG.warn("the end of {} could not be stored", report.id(), e);
        } finally {
            closed = true;
            store.release(held);
        }
    }
}
