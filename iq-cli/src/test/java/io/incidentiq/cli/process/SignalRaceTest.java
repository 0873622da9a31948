package io.incidentiq.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.command.Shell;
import io.incidentiq.cli.input.RunbookFile;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A signal within milliseconds of the write, on real threads: what is said of the write is what happened. */
@Isolated
class SignalRaceTest {
    private static final int SEEDS = 200;
    private static final int SPREAD_MICROS = 1_500;

    private final RollbackProcedure procedure = new RunbookFile(Path.of(Shell.RB_0007)).bind();

    /** Real threads, on the clock of a simulation that stands still. */
    private record RunningClock(TimeSource real, Instant start, Duration begun) implements TimeSource {
        static RunningClock at(Instant start, ExecutorService threads) {
            TimeSource real = TimeSource.system(threads);
            return new RunningClock(real, start, real.elapsed());
        }

        @Override
        public Instant instant() {
            return start.plus(elapsed());
        }

        @Override
        public Duration elapsed() {
            return real.elapsed().minus(begun);
        }

        @Override
        public Wakeup schedule(Instant at, Runnable task) {
            return schedule(Duration.between(instant(), at), task);
        }

        @Override
        public Wakeup schedule(Duration delay, Runnable task) {
            return real.schedule(delay, task);
        }

        @Override
        public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
            return real.call(portCall);
        }

        @Override
        public void await(CompletableFuture<?> future) throws InterruptedException {
            real.await(future);
        }
    }

    /** Tells the team, and lets a signal loose as it does: the write is next. */
    private record Starting(CountDownLatch started) implements Notifier {
        @Override
        public void send(Notification notification) {
            started.countDown();
        }

        @Override
        public boolean reachesPeople() {
            return true;
        }
    }

    private record Seen(String detail, Changed said, int effective) {}

    private Seen signalled(long seed, ExecutorService threads) throws InterruptedException {
        var dice = new SplittableRandom(seed);
        var service = new ServiceId("production", "api-gateway");
        Simulation simulation = Simulation.of(Scenario.named("bad-deploy"), seed, service);
        var started = new CountDownLatch(1);
        RollbackEngine engine = RollbackEngine.builder(simulation.registry())
                .metrics(simulation.metrics())
                .health(simulation.health())
                .inspector(simulation.inspector())
                .notifier(new Starting(started))
                .time(RunningClock.at(Simulation.START, threads))
                .build();
        RollbackRequest request = RollbackRequest.of("api-gateway")
                .requestedBy("kim", "5xx")
                .withIncidentStart(simulation.incidentStart().orElseThrow())
                .withHealthUrl(simulation.healthUrl(service).orElseThrow());
        RollbackPlan plan = engine.plan(procedure, request);
        assertThat(plan.executable()).as(plan.toString()).isTrue();
        var ended = new CompletableFuture<RollbackReport>();
        var effective = new CompletableFuture<Integer>();
        var interrupt = new Interrupt(
                new Screen(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false, 80),
                new Interrupt.ProcessControl(
                        () -> LockSupport.parkNanos(100_000),
                        code -> effective.complete(simulation.effectiveDeployments())),
                new Interrupt.Known((why, known) -> engine.decline(plan, why), ended::complete));
        CompletableFuture.runAsync(
                () -> {
                    awaited(started);
                    long until = System.nanoTime() + dice.nextInt(SPREAD_MICROS) * 1_000L;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    interrupt.signalled(15);
                },
                threads);
        try {
            interrupt.begins();
            Rollback begun = engine.start(plan);
            interrupt.follow(begun);
            effective.join();
            begun.cancel("the test", "");
        } catch (CancellationException e) {
            started.countDown();
        }
        RollbackReport report = ended.orTimeout(30, TimeUnit.SECONDS).join();
        return new Seen(
                report.detail(),
                report.changed(),
                effective.orTimeout(30, TimeUnit.SECONDS).join());
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void signal_atARandomInstantAroundTheWrite_saysWhatHappened() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        int before = 0;
        int after = 0;
        try {
            for (long seed = 0; seed < SEEDS; seed++) {
                Seen seen = signalled(seed, threads);

                assertThat(seen.effective()).as("seed %d: %s", seed, seen).isLessThanOrEqualTo(1);
                if (seen.said() != Changed.UNKNOWN) {
                    assertThat(seen.said())
                            .as("seed %d: %s", seed, seen)
                            .isEqualTo(seen.effective() == 1 ? Changed.YES : Changed.NO);
                }
                before += seen.effective() == 0 ? 1 : 0;
                after += seen.effective();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(before).as("signals that came before the write").isPositive();
        assertThat(after).as("signals that came after it").isPositive();
    }
}
