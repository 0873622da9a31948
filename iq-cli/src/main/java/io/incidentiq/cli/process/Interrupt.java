package io.incidentiq.cli.process;

import io.incidentiq.cli.output.Patience;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * On SIGINT and SIGTERM closes the door to the write, then says what was sent, what was seen last, and how to go on, and ends the
 * process. The first signal waits up to 10 seconds for an answer in flight; a second one ends at once. Once the rollback has ended by
 * itself, a signal changes no exit code: it only ends a wait for whoever should read the result.
 */
public final class Interrupt {
    private static final int SIGINT_CODE = 130;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long PAUSES = Duration.ofSeconds(10).dividedBy(PAUSE);
    private static final long PAUSES_FOR_READERS = Patience.MOMENT.dividedBy(PAUSE);
    private static final long LONGEST_SECONDS = 12;
    private static final int ENDED = -1;
    private static final int LATE = -2;

    private final Screen screen;
    private final ProcessControl process;
    private final Known known;
    /** 0 while nothing has the last word; a signal's exit code; ENDED by itself; LATE once a signal came after that. */
    private final AtomicInteger lastWord = new AtomicInteger();

    private final CountDownLatch told = new CountDownLatch(1);
    private volatile @Nullable End end;
    private volatile @Nullable RollbackPlan plan;
    private volatile boolean beginning;
    private volatile @Nullable Rollback underway;

    /** Where a person and machines are told the same. */
    public record Known(Unbegun unbegun, Consumer<RollbackReport> leave) {}

    /**
     * How it ended by itself.
     *
     * @param unread says so where nobody reads the result
     */
    private record End(int exitCode, Runnable unread) {}

    /** Says what is known where nothing was begun. */
    @FunctionalInterface
    public interface Unbegun {
        /**
         * Returns what there is to report.
         *
         * @param plan null while there is none yet
         */
        RollbackReport of(String why, @Nullable RollbackPlan plan);
    }

    /** What only a real process can do: let a moment pass, and end with an exit code. */
    public record ProcessControl(Runnable pause, IntConsumer halt) {
        public static final ProcessControl OF_PROCESS =
                new ProcessControl(() -> LockSupport.parkNanos(PAUSE.toNanos()), Runtime.getRuntime()::halt);
    }

    public Interrupt(Screen screen, ProcessControl process, Known known) {
        this.screen = screen;
        this.process = process;
        this.known = known;
    }

    /** From now on this is what is or will be carried out. */
    public void knows(RollbackPlan current) {
        plan = current;
    }

    /**
     * Something is about to be begun, which a signal gives up.
     *
     * @throws CancellationException if one was heard already; then nothing may be begun
     */
    public void begins() {
        beginning = true;
        if (lastWord.get() != 0) {
            beginning = false;
            throw new CancellationException("a signal was heard");
        }
    }

    /** Nothing more will be begun. */
    public void beginsNothing() {
        beginning = false;
    }

    /** It was begun. */
    public void follow(Rollback begun) {
        underway = begun;
        beginning = false;
        int signal = lastWord.get();
        if (signal > 0) {
            begun.cancel(name(signal), "");
        }
    }

    /** Called with the signal's number, on any thread. */
    public void signalled(int number) {
        int code = 128 + number;
        if (lastWord.compareAndSet(0, code)) {
            interrupted(code);
        } else if (lastWord.compareAndSet(ENDED, LATE)) {
            stopPrinting();
        } else {
            End ended = end;
            process.halt().accept(lastWord.get() == LATE && ended != null ? ended.exitCode() : code);
        }
    }

    private void interrupted(int code) {
        Patience.inBackground(() -> haltInAnyCase(code));
        try {
            RollbackReport report = giveUp(name(code));
            screen.close(text(report));
            known.leave().accept(report);
            screen.settle();
        } finally {
            told.countDown();
            process.halt().accept(code);
        }
    }

    /** Whatever waits for ever: a signal ends the process. */
    private void haltInAnyCase(int code) {
        try {
            if (!told.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.halt().accept(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is being printed is printed to its end, if anybody reads it. */
    private void stopPrinting() {
        End ended = Objects.requireNonNull(end, "end");
        for (long i = 0; i < PAUSES_FOR_READERS && told.getCount() > 0; i++) {
            process.pause().run();
        }
        if (told.getCount() > 0) {
            ended.unread().run();
            screen.settle();
        }
        process.halt().accept(ended.exitCode());
    }

    private static String name(int code) {
        return code == SIGINT_CODE ? "SIGINT" : "SIGTERM";
    }

    /** The door is closed before anything is said. Returns what is known then. */
    private RollbackReport giveUp(String signal) {
        long left = PAUSES;
        for (; left > 0 && beginning; left--) {
            process.pause().run();
        }
        Rollback begun = underway;
        if (begun == null) {
            return unbegun(signal);
        }
        begun.cancel(signal, "");
        if (begun.phase() == Phase.SENT) {
            screen.line("interrupted while a write is in flight: waiting up to 10 s for its answer; once more ends at"
                    + " once, and then only a look at the service tells whether it was done");
        }
        for (; left > 0 && isBusy(begun.phase()); left--) {
            process.pause().run();
        }
        RollbackReport report = begun.report();
        return isUntouched(report) ? unbegun(signal) : report;
    }

    /** One that ended as stale is made anew: what was last known is the new plan, unless something was sent for the old one. */
    private static boolean isUntouched(RollbackReport report) {
        return report.ending().reason() == Reason.PLAN_STALE
                && report.changed() == Changed.NO
                && report.calls().writes() == 0;
    }

    private RollbackReport unbegun(String signal) {
        return known.unbegun().of("by " + signal + "; nothing was sent", plan);
    }

    /** A write in flight is answered first, and a team that heard of the start hears of the end. */
    private static boolean isBusy(Phase phase) {
        return phase == Phase.SENT || phase == Phase.CLOSING;
    }

    /**
     * From now on it has ended by itself. If a signal was heard before, it has the last word, and this does not return in a process.
     *
     * @param unread says how it ended, where nobody reads the result
     */
    public void ended(int exitCode, Runnable unread) throws InterruptedException {
        end = new End(exitCode, unread);
        if (!lastWord.compareAndSet(0, ENDED)) {
            leaveTheLastWord();
        }
    }

    /** Waits for the signal that was heard, if there was one, to end the process. */
    public void leaveTheLastWord() throws InterruptedException {
        int code = lastWord.get();
        if (code > 0) {
            told.await();
            process.halt().accept(code);
        }
    }

    /** The result has been printed. */
    public void printed() {
        told.countDown();
    }

    private static String text(RollbackReport known) {
        Progress progress = known.progress();
        String seen = progress.lastSeen().map(s -> s.rollouts().toString()).orElse("nothing yet");
        String sent = progress.sentAt().map(at -> ", sent at " + at).orElse("");
        boolean interrupted = known.outcome() == Outcome.CANCELLED;
        String how = interrupted ? "interrupted " + known.detail() : known.ending() + "; interrupted after that";
        String head = "\n%s, changed: %s%s\n  last seen: %s\n".formatted(how, known.changed(), sent, seen);
        return known.byHand().stream()
                .flatMap(c -> c.lines().stream())
                .map(c -> "  %s\n".formatted(c))
                .collect(Collectors.joining("", head + (known.byHand().isEmpty() ? "" : "  by hand:\n"), ""));
    }
}
