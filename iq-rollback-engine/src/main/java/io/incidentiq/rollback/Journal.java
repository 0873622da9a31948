package io.incidentiq.rollback;

import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.RollbackCore;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.plan.Target;
import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.Lease;
import io.incidentiq.rollback.port.RollbackStore;
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

/** The stored side of one rollback: its lease, and the events that matter. Nothing is written to the platform past a lost lease. */
final class Journal {
    private static final Duration MARGIN = Duration.ofMinutes(30);
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final RollbackStore store;
    private final @Nullable Lease lease;
    private final Duration duration;
    private final List<JournalEntry> pending = new ArrayList<>();
    private long position;

    /** @param lease null for a rollback that writes nothing */
    Journal(RollbackStore store, @Nullable Lease lease, Settings settings) {
        this.store = store;
        this.lease = lease;
        this.duration = lasting(settings);
    }

    /** Returns how long a rollback can take from its start: every wait that it may make, and a margin. */
    static Duration lasting(Settings settings) {
        return settings.timeout()
                .value()
                .plus(settings.settle().value())
                .plus(settings.window().value())
                .plus(MARGIN);
    }

    /** Keeps what changes the course; looks that only confirm are not kept. */
    synchronized void note(Event event, RollbackCore core) {
        if (!(event instanceof Event.Answered) && !(event instanceof Event.Woke)) {
            pending.add(EventJson.of(event, core));
        }
    }

    /**
     * Stores what is kept so far and renews the lease.
     *
     * @throws StoreException if it is not stored, or another rollback holds the lease
     */
    synchronized void flush(Instant now) {
        if (lease == null) {
            return;
        }
        Optional<Lease> renewed = store.acquire(lease.service(), lease.holder(), now, duration);
        if (renewed.filter(l -> l.fence() == lease.fence()).isEmpty()) {
            throw new StoreException(
                    StoreException.Kind.FENCED, "another rollback of " + lease.service() + " took over");
        }
        position = store.append(lease, now, position, List.copyOf(pending));
        pending.clear();
    }

    /** Stores the rest, remembers what was learnt of the target, and gives the lease up. */
    synchronized void close(RollbackReport report, Instant now) {
        if (lease == null) {
            return;
        }
        try {
            flush(now);
            Optional<Target> target = report.plan().target();
            if (report.outcome() == Outcome.ROLLED_BACK && target.isPresent()) {
                store.mark(lease, now, target.get().revision(), Standing.PROVEN);
            }
        } catch (StoreException e) {
            LOG.warn("the end of {} could not be stored", report.id(), e);
        } finally {
            store.release(lease);
        }
    }
}
