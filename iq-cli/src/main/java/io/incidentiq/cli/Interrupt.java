package io.incidentiq.cli;

import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.outcome.Phase;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * On SIGINT and SIGTERM closes the door to the write, then says what was sent, what was seen last, and how to go on, and ends the
 * process. The first signal waits up to 10 seconds for an answer in flight; a second one ends at once.
 */
final class Interrupt {
    private static final int SIGINT_CODE = 130;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long PAUSES = Duration.ofSeconds(10).dividedBy(PAUSE);

    private final Screen screen;
    private final Ending ending;
    private final Known known;
    private final AtomicInteger exitCode = new AtomicInteger();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile @Nullable RollbackPlan plan;
    private volatile boolean beginning;
    private volatile @Nullable Underway underway;

    /** Where a person and machines are told the same. */
    record Known(Report report, Consumer<RollbackReport> leave) {}

    /** Says what is known. */
    @FunctionalInterface
    interface Report {
        /**
         * Returns what is known.
         *
         * @param plan null while there is none yet
         * @param now null before anything of it was carried out
         */
        RollbackReport of(String signal, @Nullable RollbackPlan plan, Underway.@Nullable Snapshot now);
    }

    /** What only a real process can do: let a moment pass, and end with an exit code. */
    record Ending(Runnable pause, IntConsumer halt) {
        static final Ending OF_PROCESS =
                new Ending(() -> LockSupport.parkNanos(PAUSE.toNanos()), Runtime.getRuntime()::halt);
    }

    Interrupt(Screen screen, Ending ending, Known known) {
        this.screen = screen;
        this.ending = ending;
        this.known = known;
    }

    /** From now on this is what is or will be carried out. */
    void knows(RollbackPlan current) {
        plan = current;
    }

    /**
     * Begins what a signal gives up.
     *
     * @throws CancellationException if one was heard already; then nothing is begun
     */
    Rollback begin(Supplier<Rollback> start) {
        beginning = true;
        try {
            if (exitCode.get() != 0) {
                throw new CancellationException("a signal was heard");
            }
            Rollback begun = start.get();
            follow(Underway.of(begun));
            return begun;
        } finally {
            beginning = false;
        }
    }

    void follow(Underway begun) {
        underway = begun;
        beginning = false;
    }

    /** Called with the signal's number, on any thread. */
    void signalled(int number) {
        int code = 128 + number;
        if (exitCode.compareAndSet(0, code)) {
            try {
                Underway.Snapshot last = giveUp(name(code));
                RollbackReport report = report(code, last);
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

    private static String name(int code) {
        return code == SIGINT_CODE ? "SIGINT" : "SIGTERM";
    }

    /** The door is closed before anything is said. Returns how it stands then; null if nothing was begun. */
    private Underway.@Nullable Snapshot giveUp(String signal) {
        for (long i = 0; i < PAUSES && beginning; i++) {
            ending.pause().run();
        }
        Underway begun = underway;
        if (begun == null) {
            return null;
        }
        begun.giveUp(signal);
        if (begun.now().phase() == Phase.SENT) {
            screen.line("interrupted while a write is in flight: waiting up to 10 s for its answer; once more ends at"
                    + " once, and then only a look at the service tells whether it was done");
        }
        for (long i = 0; i < PAUSES && isBusy(begun.now().phase()); i++) {
            ending.pause().run();
        }
        return begun.now();
    }

    /** A write in flight is answered first, and a team that heard of the start hears of the end. */
    private static boolean isBusy(Phase phase) {
        return phase == Phase.SENT || phase == Phase.CLOSING;
    }

    private RollbackReport report(int code, Underway.@Nullable Snapshot last) {
        Underway begun = underway;
        return (begun == null ? Optional.<RollbackReport>empty() : begun.ended())
                .orElseGet(() -> known.report().of(name(code), plan, last));
    }

    /** Leaves the last word to a signal that was heard already: the process is about to end. */
    void finish() throws InterruptedException {
        int code = exitCode.get();
        if (code != 0 && !told.await(15, TimeUnit.SECONDS)) {
            Underway begun = underway;
            screen.close(text(report(code, begun == null ? null : begun.now())));
        }
        if (code != 0) {
            ending.halt().accept(code);
        }
    }

    private static String text(RollbackReport known) {
        Progress progress = known.progress();
        String seen = progress.lastSeen().map(s -> s.rollouts().toString()).orElse("nothing yet");
        String sent = progress.sentAt().map(at -> ", sent at " + at).orElse("");
        String head = "%n%s, changed: %s%s%n  last seen: %s%n".formatted(known.detail(), known.changed(), sent, seen);
        return known.byHand().stream()
                .flatMap(c -> c.lines().stream())
                .map(c -> "  %s%n".formatted(c))
                .collect(Collectors.joining(
                        "", head + (known.byHand().isEmpty() ? "" : "  by hand:%n".formatted()), ""));
    }
}
