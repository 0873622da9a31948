package io.incidentiq.cli;

import io.incidentiq.rollback.core.Phase;
import io.incidentiq.rollback.core.Progress;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.report.HandCommand;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says on SIGINT and SIGTERM what was sent, what was seen last, and how to go on. One Ctrl-C waits up to 10 seconds for an answer in
 * flight; a second one ends at once.
 */
final class Interrupt {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Thread hook;

    private Interrupt(Thread hook) {
        this.hook = hook;
    }

    static Interrupt watch(Course course, RollbackPlan plan, Terminal terminal) {
        var hook = new Thread(() -> tell(course, plan, terminal), "iq-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interrupt(hook);
    }

    private static void tell(Course course, RollbackPlan plan, Terminal terminal) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (inFlight(course) && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        terminal.err().print(text(course.latest(), plan));
        terminal.err().flush();
    }

    private static boolean inFlight(Course course) {
        Course.Snapshot now = course.latest();
        return now != null && now.phase() == Phase.SENT;
    }

    static String text(Course.@Nullable Snapshot now, RollbackPlan plan) {
        Progress progress = now == null ? Progress.none() : now.progress();
        String sent = progress.sentAt()
                .map(at -> "a write was sent at " + at + ", changed: " + progress.changed())
                .orElse("nothing was sent, changed: no");
        String seen = progress.lastSeen().map(s -> s.rollouts().toString()).orElse("nothing yet");
        String left = HandCommand.remaining(plan, progress.sentAt().isPresent()).stream()
                .map(c -> "%n  %s".formatted(c))
                .collect(Collectors.joining());
        return "%ninterrupted: %s%n  last seen: %s%n  the platform goes on with what it was told; by hand:"
                        .formatted(sent, seen)
                + left
                + System.lineSeparator();
    }

    /** Ends the watch. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook is telling
        }
    }
}
