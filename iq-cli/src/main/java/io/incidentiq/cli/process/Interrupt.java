package io.incidentiq.cli.process;

import io.incidentiq.cli.output.Patience;
import io.incidentiq.cli.screen.Screen;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.outcome.Phase;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.report.RollbackReport;
import java.time.Duration;
import java.util.Objects;
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
    private final Ending ending;
    private final Known known;
    /** 0 while nothing has the last word; a signal's exit code; ENDED by itself; LATE once a signal came after that. */
    private final AtomicInteger lastWord = new AtomicInteger();

    private final CountDownLatch told = new CountDownLatch(1);
    private volatile @Nullable End end;
    private volatile @Nullable RollbackPlan plan;
    private volatile boolean beginning;
    private volatile @Nullable Underway underway;

    /** Where a person and machines are told the same. */
    public record Known(Report report, Consumer<RollbackReport> leave) {}

    /**
     * How it ended by itself.
     *
     * @param unread says so where nobody reads the result
     */
    private record End(int exitCode, Runnable unread) {}

    /** Says what is known. */
    @FunctionalInterface
    public interface Report {
        /**
         * Returns what is known.
         *
         * @param plan null while there is none yet
         * @param now null before anything of it was carried out
         */
        RollbackReport of(String signal, @Nullable RollbackPlan plan, Underway.@Nullable Snapshot now);
    }

    /** What only a real process can do: let a moment pass, and end with an exit code. */
    public record Ending(Runnable pause, IntConsumer halt) {
        public static final Ending OF_PROCESS =
                new Ending(() -> LockSupport.parkNanos(PAUSE.toNanos()), Runtime.getRuntime()::halt);
    }

    public Interrupt(Screen screen, Ending ending, Known known) {
        this.screen = screen;
        this.ending = ending;
        this.known = known;
    }

    /** From now on this is what is or will be carried out. */
    public void knows(RollbackPlan current) {
        plan = current;
    }

    /**
     * Begins what a signal gives up.
     *
     * @throws CancellationException if one was heard already; then nothing is begun
     */
    public Rollback begin(Supplier<Rollback> start) {
        beginning = true;
        try {
            if (lastWord.get() != 0) {
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
    public void signalled(int number) {
        int code = 128 + number;
        if (lastWord.compareAndSet(0, code)) {
            interrupted(code);
        } else if (lastWord.compareAndSet(ENDED, LATE)) {
            stopPrinting();
        } else {
            End ended = end;
            ending.halt().accept(lastWord.get() == LATE && ended != null ? ended.exitCode() : code);
        }
    }

    private void interrupted(int code) {
        Patience.inBackground(() -> haltInAnyCase(code));
        try {
            Underway.Snapshot last = giveUp(name(code));
            RollbackReport report = report(code, last);
            screen.close(text(report));
            known.leave().accept(report);
            screen.settle();
        } finally {
            told.countDown();
            ending.halt().accept(code);
        }
    }

    /** Whatever waits for ever: a signal ends the process. */
    private void haltInAnyCase(int code) {
        try {
            if (!told.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                ending.halt().accept(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is being printed is printed to its end, if anybody reads it. */
    private void stopPrinting() {
        End ended = Objects.requireNonNull(end, "end");
        for (long i = 0; i < PAUSES_FOR_READERS && told.getCount() > 0; i++) {
            ending.pause().run();
        }
        if (told.getCount() > 0) {
            ended.unread().run();
            screen.settle();
        }
        ending.halt().accept(ended.exitCode());
    }

    private static String name(int code) {
        return code == SIGINT_CODE ? "SIGINT" : "SIGTERM";
    }

    /** The door is closed before anything is said. Returns how it stands then; null if nothing was begun. */
    private Underway.@Nullable Snapshot giveUp(String signal) {
        long left = PAUSES;
        for (; left > 0 && beginning; left--) {
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
        for (; left > 0 && isBusy(begun.now().phase()); left--) {
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
            ending.halt().accept(code);
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
        String head = "\n%s, changed: %s%s\n  last seen: %s\n".formatted(known.detail(), known.changed(), sent, seen);
        return known.byHand().stream()
                .flatMap(c -> c.lines().stream())
                .map(c -> "  %s\n".formatted(c))
                .collect(Collectors.joining("", head + (known.byHand().isEmpty() ? "" : "  by hand:\n"), ""));
    }
}
