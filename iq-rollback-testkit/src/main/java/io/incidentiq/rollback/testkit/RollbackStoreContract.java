package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link RollbackStore} keeps. A lease holds until, but not at, the instant it expires. */
@Timeout(60)
public abstract class RollbackStoreContract {
    private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceId PAYMENTS = new ServiceId("production", "payments");
    private static final ServiceId ORDERS = new ServiceId("production", "orders");
    private static final RollbackId ONE = new RollbackId("rollback-1");
    private static final RollbackId TWO = new RollbackId("rollback-2");
    private static final RevisionId REVISION = new RevisionId("payments", 41);
    private static final JournalEntry FIRST = new JournalEntry(NOW, "started", "{\"who\":\"alice \\\"é\"}");
    private static final JournalEntry SECOND = new JournalEntry(NOW.plusMillis(1), "write-intended", "{}");
    private static final int WRITERS = 16;

    private RollbackStore store;

    /** Returns an empty store; asked once per test. */
    protected abstract RollbackStore store();

    @BeforeEach
    final void setUp() {
        store = store();
    }

    private Lease lease(RollbackId holder, Instant now) {
        return store.acquire(PAYMENTS, holder, now, MINUTE).orElseThrow();
    }

    private static void assertRefused(StoreException.Kind kind, ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void acquire_free_grantsUntilItExpires() {
        Lease lease = lease(ONE, NOW);

        assertThat(lease).isEqualTo(new Lease(PAYMENTS, ONE, lease.fence(), NOW.plus(MINUTE)));
        assertThat(store.holder(PAYMENTS, NOW)).contains(lease);
    }

    @Test
    void acquire_heldByAnother_isEmpty() {
        Lease lease = lease(ONE, NOW);

        assertThat(store.acquire(PAYMENTS, TWO, NOW.plusSeconds(59), MINUTE)).isEmpty();
        assertThat(store.holder(PAYMENTS, NOW)).contains(lease);
    }

    @Test
    void acquire_otherService_isIndependent() {
        lease(ONE, NOW);

        assertThat(store.acquire(ORDERS, TWO, NOW, MINUTE)).isPresent();
    }

    @Test
    void acquire_asHolder_renewsAndKeepsTheFence() {
        Lease lease = lease(ONE, NOW);

        Lease renewed = lease(ONE, NOW.plusSeconds(30));

        assertThat(renewed.fence()).isEqualTo(lease.fence());
        assertThat(renewed.expiresAt()).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void acquire_atExpiry_passesWithAHigherFence() {
        Lease lease = lease(ONE, NOW);

        Lease next = lease(TWO, NOW.plus(MINUTE));

        assertThat(next.fence()).isGreaterThan(lease.fence());
    }

    @Test
    void acquire_afterRelease_hasAHigherFence() {
        Lease lease = lease(ONE, NOW);
        store.release(lease);

        assertThat(lease(ONE, NOW).fence()).isGreaterThan(lease.fence());
    }

    @Test
    void acquire_atOnce_grantsToOne() {
        assertThat(winners(i -> store.acquire(PAYMENTS, new RollbackId("rollback-" + i), NOW, MINUTE)
                        .isPresent()))
                .isEqualTo(1);
    }

    @Test
    void holder_neverHeldOrExpired_isEmpty() {
        lease(ONE, NOW);

        assertThat(store.holder(ORDERS, NOW)).isEmpty();
        assertThat(store.holder(PAYMENTS, NOW.plus(MINUTE))).isEmpty();
    }

    @Test
    void release_twice_frees() {
        Lease lease = lease(ONE, NOW);

        store.release(lease);
        store.release(lease);

        assertThat(store.holder(PAYMENTS, NOW)).isEmpty();
    }

    @Test
    void release_passedToAnother_leavesTheOther() {
        Lease lease = lease(ONE, NOW);
        Lease next = lease(TWO, NOW.plus(MINUTE));

        store.release(lease);

        assertThat(store.holder(PAYMENTS, NOW.plus(MINUTE))).contains(next);
    }

    @Test
    void release_earlierCopyOfARenewedLease_frees() {
        Lease lease = lease(ONE, NOW);
        lease(ONE, NOW.plusSeconds(30));

        store.release(lease);

        assertThat(store.holder(PAYMENTS, NOW.plusSeconds(30))).isEmpty();
    }

    @Test
    void append_atTheEnd_addsInOrder() {
        Lease lease = lease(ONE, NOW);

        assertThat(store.append(lease, NOW, 0, List.of(FIRST))).isEqualTo(1);
        assertThat(store.append(lease, NOW, 1, List.of(SECOND, FIRST))).isEqualTo(3);

        assertThat(store.journal(ONE)).containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void append_wrongPosition_addsNothing() {
        Lease lease = lease(ONE, NOW);
        store.append(lease, NOW, 0, List.of(FIRST));

        for (long position : new long[] {-1, 0, 2}) {
            assertRefused(
                    StoreException.Kind.WRONG_POSITION,
                    () -> store.append(lease, NOW, position, List.of(SECOND, SECOND)));
        }

        assertThat(store.journal(ONE)).containsExactly(FIRST);
    }

    @Test
    void append_expired_isFenced() {
        Lease lease = lease(ONE, NOW);

        assertRefused(StoreException.Kind.FENCED, () -> store.append(lease, NOW.plus(MINUTE), 0, List.of(FIRST)));

        assertThat(store.journal(ONE)).isEmpty();
    }

    @Test
    void append_passedToAnother_isFenced() {
        Lease lease = lease(ONE, NOW);
        lease(TWO, NOW.plus(MINUTE));

        assertRefused(StoreException.Kind.FENCED, () -> store.append(lease, NOW, 0, List.of(FIRST)));
        assertRefused(StoreException.Kind.FENCED, () -> store.append(lease, NOW.plus(MINUTE), 0, List.of(FIRST)));
    }

    @Test
    void append_released_isFenced() {
        Lease lease = lease(ONE, NOW);
        store.release(lease);

        assertRefused(StoreException.Kind.FENCED, () -> store.append(lease, NOW, 0, List.of(FIRST)));
    }

    @Test
    void append_neverGranted_isFenced() {
        var invented = new Lease(PAYMENTS, ONE, 1, NOW.plus(MINUTE));

        assertRefused(StoreException.Kind.FENCED, () -> store.append(invented, NOW, 0, List.of(FIRST)));
    }

    @Test
    void append_earlierCopyOfARenewedLease_holdsAsLongAsTheRenewed() {
        Lease lease = lease(ONE, NOW);
        lease(ONE, NOW.plusSeconds(30));

        assertThat(store.append(lease, NOW.plusSeconds(80), 0, List.of(FIRST))).isEqualTo(1);
    }

    @Test
    void append_underANewLease_continuesTheJournal() {
        store.append(lease(ONE, NOW), NOW, 0, List.of(FIRST));
        Instant later = NOW.plus(MINUTE);

        assertThat(store.append(lease(ONE, later), later, 1, List.of(SECOND))).isEqualTo(2);

        assertThat(store.journal(ONE)).containsExactly(FIRST, SECOND);
    }

    @Test
    void append_givenListChangesLater_keepsWhatWasGiven() {
        var entries = new ArrayList<>(List.of(FIRST));
        store.append(lease(ONE, NOW), NOW, 0, entries);

        entries.add(SECOND);

        assertThat(store.journal(ONE)).containsExactly(FIRST);
    }

    @Test
    void append_atOnce_takesOnePerPosition() {
        Lease lease = lease(ONE, NOW);

        long taken = winners(i -> appended(lease, new JournalEntry(NOW, "writer-" + i, "{}")));

        assertThat(taken).isEqualTo(1);
        assertThat(store.journal(ONE))
                .hasSize(2)
                .extracting(JournalEntry::kind)
                .satisfies(kinds -> assertThat(kinds.get(0)).isEqualTo(kinds.get(1)));
    }

    private boolean appended(Lease lease, JournalEntry entry) {
        try {
            store.append(lease, NOW, 0, List.of(entry, entry));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void journal_unknownRollback_isEmpty() {
        assertThat(store.journal(TWO)).isEmpty();
    }

    @Test
    void mark_again_newestWordWins() {
        Lease lease = lease(ONE, NOW);

        store.mark(lease, NOW, REVISION, RevisionMark.PROVEN);
        store.mark(lease, NOW, REVISION, RevisionMark.QUARANTINED);

        assertThat(store.marks(PAYMENTS)).isEqualTo(Map.of(REVISION, RevisionMark.QUARANTINED));
    }

    @Test
    void mark_notHolder_isFenced() {
        Lease lease = lease(ONE, NOW);
        lease(TWO, NOW.plus(MINUTE));

        assertRefused(
                StoreException.Kind.FENCED, () -> store.mark(lease, NOW.plus(MINUTE), REVISION, RevisionMark.PROVEN));

        assertThat(store.marks(PAYMENTS)).isEmpty();
    }

    @Test
    void marks_afterRelease_outliveTheLease() {
        Lease lease = lease(ONE, NOW);
        store.mark(lease, NOW, REVISION, RevisionMark.PROVEN);

        store.release(lease);

        assertThat(store.marks(PAYMENTS)).isEqualTo(Map.of(REVISION, RevisionMark.PROVEN));
        assertThat(store.marks(ORDERS)).isEmpty();
    }

    /** Returns how many of {@code WRITERS} attempts, made at the same time, succeed. */
    private static long winners(IntPredicate attempt) {
        var threads = Executors.newFixedThreadPool(WRITERS);
        try {
            var attempts = IntStream.range(0, WRITERS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> attempt.test(i), threads))
                    .toList();
            return attempts.stream().filter(CompletableFuture::join).count();
        } finally {
            threads.shutdownNow();
        }
    }
}
