package io.incidentiq.rollback.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must outlive a process: journal, lease and marks, in one atomic store, because a fence needs them together. Every
 * method throws {@link StoreException} if the store did not take or could not give what was asked; then nothing was changed.
 * The caller's clock is passed in.
 */
public interface RollbackStore {
    /**
     * Takes the right to write for {@code service} if nobody holds it at {@code now}. Asking again as the holder renews it and
     * keeps its fence.
     *
     * @return the lease, or empty while another rollback holds it
     */
    Optional<Lease> acquire(ServiceId service, RollbackId holder, Instant now, Duration duration);

    /** Returns who holds the right to write for {@code service} at {@code now}. */
    Optional<Lease> holder(ServiceId service, Instant now);

    /** Gives the lease up. Releasing twice, or one that has passed to another, does nothing. */
    void release(Lease lease);

    /**
     * Adds {@code entries} at {@code position}, all or none.
     *
     * @param lease the writer's right; checked against {@code now} and the newest fence of its service
     * @param position the number of entries that the journal of {@code lease.holder()} must have before
     * @return the number of entries afterwards
     * @throws StoreException {@code FENCED} or {@code WRONG_POSITION}
     */
    long append(Lease lease, Instant now, long position, List<JournalEntry> entries);

    /** Returns the journal of a rollback from its beginning; empty where there is none. */
    List<JournalEntry> journal(RollbackId rollback);

    /**
     * Remembers what is known of a revision of {@code lease.service()}; the newest word wins.
     *
     * @throws StoreException {@code FENCED} as {@link #append} does
     */
    void mark(Lease lease, Instant now, RevisionId revision, RevisionMark mark);

    /** Returns what earlier rollbacks learnt of the revisions of {@code service}. */
    Map<RevisionId, RevisionMark> marks(ServiceId service);
}
