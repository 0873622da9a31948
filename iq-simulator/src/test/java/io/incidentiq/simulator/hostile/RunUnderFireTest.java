package io.incidentiq.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngineBuilder;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.defaults.InMemoryRollbackStore;
import io.incidentiq.rollback.port.JournalEntry;
import io.incidentiq.rollback.port.Lease;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.RollbackStore;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.testkit.RecordingNotifier;
import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rollback does when a port hangs, or a listener fails. */
class RunUnderFireTest {
    private final Simulation simulation = Drills.simulation("bad-deploy", 1);
    private final HeldTime time = new HeldTime(simulation.time());

    private RollbackEngineBuilder engine() {
        return Drills.engine(simulation).time(time);
    }

    private Rollback start(RollbackEngineBuilder engine) throws InterruptedException {
        var built = engine.build();
        return built.start(built.plan(Drills.procedure(), Drills.request(simulation)));
    }

    /** Runs {@code action} each time an event of this kind happens. */
    private static RollbackListener on(Class<? extends RollbackEvent> kind, Runnable action) {
        return (event, progress) -> {
            if (kind.isInstance(event)) {
                action.run();
            }
        };
    }

    @Test
    void await_storeHangsOverTheIntent_nothingIsSentThenOrLater() throws InterruptedException {
        Rollback rollback = start(engine().listener(on(RollbackEvent.WriteSent.class, time::hold)));

        RollbackReport report = rollback.await();
        time.letGo();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.reason()).hasValue(Reason.STORE_UNAVAILABLE);
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(simulation.effectiveDeployments()).isZero();
    }

    @Test
    void await_writeHangsBeforeItBegins_isSentAgainAndTheHungOneNever() throws InterruptedException {
        var sent = new AtomicInteger();
        Rollback rollback = start(engine().listener(on(RollbackEvent.WriteSent.class, () -> {
            if (sent.incrementAndGet() == 1) {
                time.holdSecond();
            }
        })));

        RollbackReport report = rollback.await();
        time.letGo();

        assertThat(sent).hasValue(2);
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.calls().writes()).isEqualTo(1);
        assertThat(simulation.effectiveDeployments()).isEqualTo(1);
    }

    @Test
    void await_hungWriteIsLetGoWithinItsTime_takesEffectOnce() throws InterruptedException {
        Rollback rollback = start(engine().listener(on(RollbackEvent.WriteSent.class, time::holdSecond)));
        pass(Duration.ofSeconds(14));
        time.letGo();

        RollbackReport report = rollback.await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(simulation.effectiveDeployments()).isEqualTo(1);
    }

    @Test
    void cancel_writesHangBeforeTheyBegin_nothingIsSentThenOrLater() throws InterruptedException {
        Rollback rollback = start(engine().listener(on(RollbackEvent.WriteSent.class, time::holdSecond)));
        pass(Duration.ofSeconds(61));

        rollback.cancel("alice", "never mind");
        RollbackReport report = rollback.await();
        time.letGo();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(simulation.effectiveDeployments()).isZero();
    }

    @Test
    void cancel_whileTheIntentIsBeingStored_nothingIsSent() throws InterruptedException {
        Rollback rollback = start(engine().listener(on(RollbackEvent.WriteSent.class, time::hold)));
        pass(Duration.ofSeconds(1));

        rollback.cancel("alice", "never mind");
        time.letGo();
        RollbackReport report = rollback.await();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(report.progress().sentAt()).isEmpty();
        assertThat(report.calls().writes()).isZero();
        assertThat(simulation.effectiveDeployments()).isZero();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cancel_storeBlocksItsThread_answersAtOnce() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        var store = new BlockedStore();
        try {
            Rollback rollback = start(engine().store(store).listener(on(RollbackEvent.WriteSent.class, time::hold)));
            pass(Duration.ofSeconds(1));
            CompletableFuture<Void> stored = CompletableFuture.runAsync(time::letGo, threads);
            assertThat(store.entered.await(30, TimeUnit.SECONDS)).isTrue();

            rollback.cancel("alice", "never mind");

            assertThat(rollback.phase()).isNotNull();
            assertThat(stored).isNotDone();
        } finally {
            store.free.countDown();
            threads.shutdown();
        }
    }

    @Test
    void start_storeHangs_returnsAtOnceAndIsRefused() throws InterruptedException {
        var store = InMemoryRollbackStore.create();
        var engine = engine().store(store).build();
        var plan = engine.plan(Drills.procedure(), Drills.request(simulation));
        time.holdNext();
        Instant startedAt = time.instant();

        Rollback rollback = engine.start(plan);

        assertThat(rollback.phase()).isEqualTo(Phase.NEW);
        RollbackReport report = rollback.await();
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.reason()).hasValue(Reason.STORE_UNAVAILABLE);
        assertThat(report.detail()).isEqualTo("the store did not answer within 30 s");
        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(Duration.between(startedAt, time.instant())).isEqualTo(Duration.ofSeconds(30));
        time.letGo();
        assertThat(store.holder(GatewayDrill.GATEWAY, time.instant()))
                .as("the lease that came too late")
                .isEmpty();
    }

    @Test
    void start_anotherRollbackHoldsTheService_isRefusedAndNamesIt() throws InterruptedException {
        var store = InMemoryRollbackStore.create();
        store.acquire(GatewayDrill.GATEWAY, new RollbackId("rb-other"), time.instant(), Duration.ofHours(1));

        RollbackReport report = start(engine().store(store)).await();

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.reason()).hasValue(Reason.IN_PROGRESS_ELSEWHERE);
        assertThat(report.detail()).isEqualTo("by rb-other");
        assertThat(report.calls().writes()).isZero();
    }

    @Test
    void await_over_givesTheLeaseUp() throws InterruptedException {
        var store = InMemoryRollbackStore.create();

        start(engine().store(store)).await();

        assertThat(store.holder(GatewayDrill.GATEWAY, time.instant())).isEmpty();
    }

    /** Nobody answers the start message until it is over. */
    private Rollback startUntold(RecordingNotifier notifier, List<RollbackEvent> happened) throws InterruptedException {
        RollbackListener untold = (event, progress) -> {
            happened.add(event);
            if (event instanceof RollbackEvent.Began) {
                time.holdNext();
            } else if (event instanceof RollbackEvent.TeamTold) {
                time.letGo();
            }
        };
        return start(engine().notifier(notifier).listener(untold));
    }

    @Test
    void await_startMessageArrivesLate_isFollowedByAnOutcomeMessage() throws InterruptedException {
        var notifier = RecordingNotifier.create();

        RollbackReport report = startUntold(notifier, new ArrayList<>()).await();

        assertThat(report.reason()).hasValue(Reason.TEAM_NOTIFIED);
        assertThat(simulation.effectiveDeployments()).isZero();
        assertThat(notifier.sent())
                .extracting(Notification::moment)
                .containsExactly(Notification.Moment.STARTED, Notification.Moment.ENDED);
    }

    @Test
    void await_startMessageIsNotAnswered_isGivenUpAfterThreeSeconds() throws InterruptedException {
        var happened = new ArrayList<RollbackEvent>();

        startUntold(RecordingNotifier.create(), happened).await();

        assertThat(happened.get(1)).isInstanceOf(RollbackEvent.TeamTold.class);
        assertThat(Duration.between(happened.get(0).at(), happened.get(1).at())).isEqualTo(Duration.ofSeconds(3));
    }

    private void pass(Duration duration) throws InterruptedException {
        var passed = new CompletableFuture<Boolean>();
        time.schedule(time.instant().plus(duration), () -> passed.complete(true));
        time.await(passed);
    }

    @Test
    void cancel_aReadHangs_doesNotWaitForIt() throws InterruptedException {
        Rollback rollback = start(engine().listener(on(RollbackEvent.WriteAnswered.class, time::hold)));
        pass(Duration.ofSeconds(20));
        time.holdNoMore();
        Instant cancelledAt = time.instant();

        rollback.cancel("alice", "never mind");
        RollbackReport report = rollback.await();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(time.instant()).isBefore(cancelledAt.plusSeconds(1));
        assertThat(report.changed()).isEqualTo(Changed.YES);
    }

    @Test
    void listeners_severalOfWhichOneFails_eachHearsAll() throws InterruptedException {
        var one = new CopyOnWriteArrayList<String>();
        var other = new CopyOnWriteArrayList<String>();
        RollbackListener failing = (event, rollback) -> {
            throw new IllegalStateException("cannot follow");
        };

        start(engine().listener((event, rollback) -> one.add(event.name()))
                        .listener(failing)
                        .listener((event, rollback) -> other.add(event.name())))
                .await();

        assertThat(one).startsWith("began").contains("write-sent", "write-answered", "observed");
        assertThat(other).isEqualTo(one);
    }

    @Test
    void await_listenerFailsWithAnError_goesOn() throws InterruptedException {
        RollbackListener failing = on(RollbackEvent.WriteSent.class, () -> {
            throw new AssertionError("a listener's own trouble");
        });

        assertThat(start(engine().listener(failing)).await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    /** A store whose appends block their thread until it is freed. */
    private static final class BlockedStore implements RollbackStore {
        private final RollbackStore store = InMemoryRollbackStore.create();
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        @Override
        public long append(Lease lease, Instant now, long position, List<JournalEntry> entries) {
            entered.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return store.append(lease, now, position, entries);
        }

        @Override
        public Optional<Lease> acquire(ServiceId service, RollbackId holder, Instant now, Duration duration) {
            return store.acquire(service, holder, now, duration);
        }

        @Override
        public Optional<Lease> holder(ServiceId service, Instant now) {
            return store.holder(service, now);
        }

        @Override
        public void release(Lease lease) {
            store.release(lease);
        }

        @Override
        public List<JournalEntry> journal(RollbackId rollback) {
            return store.journal(rollback);
        }

        @Override
        public void mark(Lease lease, Instant now, RevisionId revision, RevisionMark standing) {
            store.mark(lease, now, revision, standing);
        }

        @Override
        public Map<RevisionId, RevisionMark> marks(ServiceId service) {
            return store.marks(service);
        }
    }

    @Test
    void plan_incidentStartInTheFuture_isAMistake() {
        Simulation simulation = Drills.simulation("bad-deploy", 1);
        RollbackRequest request = Drills.request(simulation)
                .withIncidentStart(simulation.time().instant().plus(Duration.ofHours(2)));

        assertThatThrownBy(() -> Drills.engine(simulation).build().plan(Drills.procedure(), request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("local time written as UTC");
    }
}
