package io.incidentiq.rollback;

import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.RollbackCore;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.plan.Target;
import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.Lease;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Standing;
import io.incidentiq.rollback.port.StoreException;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored side of one rollback: its lease, and the events that matter. Nothing is written to the platform past a lost lease. A
 * rollback that writes nothing acquires none, and stores nothing.
 */
final class Journal {
    private static final Duration MARGIN = Duration.ofMinutes(30);
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final RollbackStore store;
    private final ServiceId service;
    private final Duration duration;
    /** Guarded by itself, and never held while the store is asked, so that a store that hangs holds nothing else up. */
    private final List<JournalEntry> pending = new ArrayList<>();

    private final Object storing = new Object();
    private @Nullable Lease lease;
    private long position;
    private boolean closed;

    Journal(RollbackStore store, Settings settings) {
        this.store = store;
        this.service = settings.service();
        this.duration = lasting(settings);
    }

    /** Takes the right to write for {@code holder}, and returns why it isn't to be had; a right that comes too late is given back. */
    Optional<Ending> acquire(RollbackId holder, Instant now) {
        try {
            Optional<Lease> acquired = store.acquire(service, holder, now, duration);
            if (acquired.isEmpty()) {
                return Optional.of(refused(Reason.IN_PROGRESS_ELSEWHERE, holder(now)));
            }
            keep(acquired.get());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(refused(Reason.STORE_UNAVAILABLE, String.valueOf(e.getMessage())));
        }
    }

    private String holder(Instant now) {
        return store.holder(service, now).map(l -> "by " + l.holder()).orElse("it has just ended; try again");
    }

    private void keep(Lease acquired) {
        synchronized (storing) {
            if (closed) {
                store.release(acquired);
            } else {
                lease = acquired;
            }
        }
    }

    static Ending refused(Reason reason, String detail) {
        return new Ending(Outcome.REFUSED, reason, detail);
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
    void note(Event event, RollbackCore core) {
        if (!(event instanceof Event.Answered) && !(event instanceof Event.Woke)) {
            synchronized (pending) {
                pending.add(EventJson.of(event, core));
            }
        }
    }

    /**
     * Stores what is kept so far and renews the lease.
     *
     * @throws StoreException if it is not stored, or another rollback holds the lease
     */
    void flush(Instant now) {
        synchronized (storing) {
            if (closed) {
                throw new StoreException(StoreException.Kind.FENCED, "the rollback is over, and its lease given up");
            }
            if (lease != null) {
                store(lease, now);
            }
        }
    }

    private void store(Lease held, Instant now) {
        Optional<Lease> renewed = store.acquire(held.service(), held.holder(), now, duration);
        if (renewed.filter(l -> l.fence() == held.fence()).isEmpty()) {
            throw new StoreException(
                    StoreException.Kind.FENCED, "another rollback of " + held.service() + " took over");
        }
        List<JournalEntry> batch;
        synchronized (pending) {
            batch = List.copyOf(pending);
        }
        position = store.append(held, now, position, batch);
        synchronized (pending) {
            pending.subList(0, batch.size()).clear();
        }
    }

    /** Stores the rest, remembers what was learnt of the target, and gives the lease up. */
    void close(RollbackReport report, Instant now) {
        synchronized (storing) {
            if (lease != null) {
                close(lease, report, now);
            }
            closed = true;
        }
    }

    private void close(Lease held, RollbackReport report, Instant now) {
        try {
            flush(now);
            Optional<Target> target = report.plan().target();
            if (report.outcome() == Outcome.ROLLED_BACK && target.isPresent()) {
                store.mark(held, now, target.get().revision(), Standing.PROVEN);
            }
        } catch (StoreException e) {
            LOG.warn("the end of {} could not be stored", report.id(), e);
        } finally {
            closed = true;
            store.release(held);
        }
    }
}
