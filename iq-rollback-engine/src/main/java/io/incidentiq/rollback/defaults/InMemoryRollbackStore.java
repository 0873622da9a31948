package io.incidentiq.rollback.defaults;

import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.Lease;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store that is gone with its process: for rehearsals, tests, and a single process that may forget. It keeps the journals of
 * the 1000 rollbacks that were written to last. Thread-safe.
 */
public final class InMemoryRollbackStore implements RollbackStore {
    private static final int JOURNALS_KEPT = 1000;

    /** The newest lease of each service, whether it still holds or not: its successor needs the fence. */
    private final Map<ServiceId, Lease> leases = new HashMap<>();

    private final Map<RollbackId, List<JournalEntry>> journals = new LinkedHashMap<>();
    private final Map<ServiceId, Map<RevisionId, RevisionMark>> marks = new HashMap<>();

    private InMemoryRollbackStore() {}

    /** Returns an empty store. */
    public static InMemoryRollbackStore create() {
        return new InMemoryRollbackStore();
    }

    @Override
    public synchronized Optional<Lease> acquire(ServiceId service, RollbackId holder, Instant now, Duration duration) {
        Optional<Lease> held = holder(service, now);
        if (held.isPresent() && !held.get().holder().equals(holder)) {
            return Optional.empty();
        }
        long fence = held.map(Lease::fence).orElseGet(() -> nextFence(service));
        var lease = new Lease(service, holder, fence, now.plus(duration));
        leases.put(service, lease);
        return Optional.of(lease);
    }

    private long nextFence(ServiceId service) {
        Lease last = leases.get(service);
        return last == null ? 1 : last.fence() + 1;
    }

    @Override
    public synchronized Optional<Lease> holder(ServiceId service, Instant now) {
        return Optional.ofNullable(leases.get(service)).filter(lease -> now.isBefore(lease.expiresAt()));
    }

    @Override
    public synchronized void release(Lease lease) {
        leases.computeIfPresent(
                lease.service(), (service, newest) -> sameRight(lease, newest) ? expired(newest) : newest);
    }

    private static Lease expired(Lease lease) {
        return new Lease(lease.service(), lease.holder(), lease.fence(), Instant.MIN);
    }

    private static boolean sameRight(Lease one, Lease other) {
        return one.fence() == other.fence() && one.holder().equals(other.holder());
    }

    @Override
    public synchronized long append(Lease lease, Instant now, long position, List<JournalEntry> entries) {
        requireRight(lease, now);
        List<JournalEntry> added = List.copyOf(entries);
        List<JournalEntry> before = journals.getOrDefault(lease.holder(), List.of());
        if (before.size() != position) {
            throw new StoreException(
                    StoreException.Kind.WRONG_POSITION,
                    "journal of %s: expected %d entries, found %d; read it again before writing"
                            .formatted(lease.holder(), position, before.size()));
        }
        var journal = new ArrayList<>(before);
        journal.addAll(added);
        journals.remove(lease.holder()); // so that it comes last, as the one written to last
        journals.put(lease.holder(), journal);
        if (journals.size() > JOURNALS_KEPT) {
            journals.remove(journals.keySet().iterator().next());
        }
        return journal.size();
    }

    private void requireRight(Lease lease, Instant now) {
        Optional<Lease> held = holder(lease.service(), now);
        if (held.isEmpty() || !sameRight(lease, held.get())) {
            throw new StoreException(
                    StoreException.Kind.FENCED,
                    "%s: expected the lease of %s with fence %d, found %s; acquire a lease before writing"
                            .formatted(
                                    lease.service(),
                                    lease.holder(),
                                    lease.fence(),
                                    held.map(Lease::toString).orElse("none")));
        }
    }

    @Override
    public synchronized List<JournalEntry> journal(RollbackId rollback) {
        return List.copyOf(journals.getOrDefault(rollback, List.of()));
    }

    @Override
    public synchronized void mark(Lease lease, Instant now, RevisionId revision, RevisionMark mark) {
        requireRight(lease, now);
        marks.computeIfAbsent(lease.service(), service -> new HashMap<>()).put(revision, mark);
    }

    @Override
    public synchronized Map<RevisionId, RevisionMark> marks(ServiceId service) {
        return Map.copyOf(marks.getOrDefault(service, Map.of()));
    }
}
