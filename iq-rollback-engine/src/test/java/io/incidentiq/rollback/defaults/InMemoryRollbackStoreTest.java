package io.incidentiq.rollback.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.Lease;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryRollbackStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");

    private final InMemoryRollbackStore store = InMemoryRollbackStore.create();

    private Lease append(int number, long position) {
        Lease lease = store.acquire(
                        new ServiceId("production", "service-" + number),
                        new RollbackId("rollback-" + number),
                        NOW,
                        Duration.ofMinutes(1))
                .orElseThrow();
        store.append(lease, NOW, position, List.of(new JournalEntry(NOW, "started", "{}")));
        return lease;
    }

    @Test
    void append_pastThousandRollbacks_forgetsTheOneWrittenToLongestAgo() {
        append(0, 0);
        append(1, 0);
        append(0, 1);
        for (int number = 2; number <= 1000; number++) {
            append(number, 0);
        }

        assertThat(store.journal(new RollbackId("rollback-0"))).hasSize(2);
        assertThat(store.journal(new RollbackId("rollback-1"))).isEmpty();
        assertThat(store.journal(new RollbackId("rollback-1000"))).hasSize(1);
    }
}
