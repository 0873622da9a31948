package io.incidentiq.cli;

import io.incidentiq.rollback.core.Phase;
import io.incidentiq.rollback.core.Progress;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says on SIGINT and SIGTERM what was sent, what was seen last, and how to go on, and ends the process. The first one waits up to
 * 10 seconds for an answer in flight; a second one ends at once.
 */
final class Interrupt {
    private static final int SIGINT_CODE = 130;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long PAUSES = Duration.ofSeconds(10).dividedBy(PAUSE);

    private final Supplier<Course.@Nullable Snapshot> latest;
    private final Screen screen;
    private final Ending ending;
    private final Known known;
    private final AtomicInteger exitCode = new AtomicInteger();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile @Nullable RollbackPlan plan;

    /**
     * Where a person and machines are told the same.
     *
     * @param report says what is known, given the signal's name and the plan, if there is one
     * @param leave leaves it where machines read it
     */
    record Known(BiFunction<String, @Nullable RollbackPlan, RollbackReport> report, Consumer<RollbackReport> leave) {}

    /** What only a real process can do: let a moment pass, and end with an exit code. */
    record Ending(Runnable pause, IntConsumer halt) {
        static final Ending OF_PROCESS =
                new Ending(() -> LockSupport.parkNanos(PAUSE.toNanos()), Runtime.getRuntime()::halt);
    }

    Interrupt(Supplier<Course.@Nullable Snapshot> latest, Screen screen, Ending ending, Known known) {
        this.latest = latest;
        this.screen = screen;
        this.ending = ending;
        this.known = known;
    }

    /** From now on this is what is or will be carried out. */
    void knows(RollbackPlan current) {
        plan = current;
    }

    /** Called with the signal's number, on any thread. */
    void signalled(int number) {
        int code = 128 + number;
        if (exitCode.compareAndSet(0, code)) {
            try {
                awaitAnswer();
                RollbackReport report = report(code);
                screen.close(text(report));
                known.leave().accept(report);
            } finally {
                told.countDown();
                ending.halt().accept(code);
            }
        } else {
            ending.halt().accept(code);
        }
    }

    private RollbackReport report(int code) {
        return known.report().apply(code == SIGINT_CODE ? "SIGINT" : "SIGTERM", plan);
    }

    private void awaitAnswer() {
        if (inFlight()) {
            screen.line("interrupted while a write is in flight: waiting up to 10 s for its answer; once more ends at"
                    + " once, and then only a look at the service tells whether it was done");
        }
        for (long i = 0; i < PAUSES && inFlight(); i++) {
            ending.pause().run();
        }
    }

    private boolean inFlight() {
        Course.Snapshot now = latest.get();
        return now != null && now.phase() == Phase.SENT;
    }

    /** Leaves the last word to a signal that was heard already: the process is about to end. */
    void finish() throws InterruptedException {
        if (exitCode.get() != 0 && !told.await(15, TimeUnit.SECONDS)) {
            screen.close(text(report(exitCode.get())));
        }
        if (exitCode.get() != 0) {
            ending.halt().accept(exitCode.get());
        }
    }

    private static String text(RollbackReport known) {
        Progress progress = known.progress();
        String seen = progress.lastSeen().map(s -> s.rollouts().toString()).orElse("nothing yet");
        String sent = progress.sentAt().map(at -> ", sent at " + at).orElse("");
        String head = "%n%s, changed: %s%s%n  last seen: %s%n".formatted(known.detail(), known.changed(), sent, seen);
        return known.byHand().stream()
                .map(c -> "  %s%n".formatted(c))
                .collect(Collectors.joining(
                        "", head + (known.byHand().isEmpty() ? "" : "  by hand:%n".formatted()), ""));
    }
}
