package io.incidentiq.rollback.edge;

import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.Lease;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Standing;
import io.incidentiq.rollback.port.StoreException;
import io.incidentiq.rollback.port.StoreException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps everything in memory, for one process and as long as it lives. Thread-safe. */
public final class InMemoryRollbackStore implements RollbackStore {
    private final Map<ServiceId, Lease> leases = new HashMap<>();
    private final Map<ServiceId, Long> fences = new HashMap<>();
    private final Map<RollbackId, List<JournalEntry>> journals = new HashMap<>();
    private final Map<ServiceId, Map<RevisionId, Standing>> standings = new HashMap<>();

    @Override
    public synchronized Optional<Lease> acquire(ServiceId service, RollbackId holder, Instant now, Duration duration) {
        Optional<Lease> current = holder(service, now);
        if (current.isPresent() && !current.get().holder().equals(holder)) {
            return Optional.empty();
        }
        long fence = current.map(Lease::fence).orElseGet(() -> fences.merge(service, 1L, Long::sum));
        var lease = new Lease(service, holder, fence, now.plus(duration));
        leases.put(service, lease);
        return Optional.of(lease);
    }

    @Override
    public synchronized Optional<Lease> holder(ServiceId service, Instant now) {
        return Optional.ofNullable(leases.get(service))
                .filter(l -> l.expiresAt().isAfter(now));
    }

    @Override
    public synchronized void release(Lease lease) {
        Lease current = leases.get(lease.service());
        if (current != null && current.fence() == lease.fence()) {
            leases.remove(lease.service());
        }
    }

    @Override
    public synchronized long append(Lease lease, Instant now, long position, List<JournalEntry> entries) {
        requireHeld(lease, now);
        List<JournalEntry> journal = journals.getOrDefault(lease.holder(), List.of());
        if (journal.size() != position) {
            throw new StoreException(
                    Kind.WRONG_POSITION,
                    "journal of %s: expected %d entries, found %d".formatted(lease.holder(), position, journal.size()));
        }
        var longer = new ArrayList<>(journal);
        longer.addAll(entries);
        journals.put(lease.holder(), longer);
        return longer.size();
    }

    @Override
    public synchronized List<JournalEntry> journal(RollbackId rollback) {
        return List.copyOf(journals.getOrDefault(rollback, List.of()));
    }

    @Override
    public synchronized void mark(Lease lease, Instant now, RevisionId revision, Standing standing) {
        requireHeld(lease, now);
        standings.computeIfAbsent(lease.service(), s -> new HashMap<>()).put(revision, standing);
    }

    @Override
    public synchronized Map<RevisionId, Standing> standings(ServiceId service) {
        return Map.copyOf(standings.getOrDefault(service, Map.of()));
    }

    private void requireHeld(Lease lease, Instant now) {
        Optional<Lease> current = holder(lease.service(), now);
        if (current.filter(l -> l.fence() == lease.fence()).isEmpty()) {
            throw new StoreException(
                    Kind.FENCED, "%s no longer holds the lease of %s".formatted(lease.holder(), lease.service()));
        }
    }
}
