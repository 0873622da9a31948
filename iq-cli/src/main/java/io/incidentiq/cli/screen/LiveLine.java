package io.incidentiq.cli.screen;

import io.incidentiq.rollback.Levels;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a rollback under way, as the one line at the bottom of a terminal.
 *
 * @param rate the error rate in words; empty where none is known
 * @param begun when the write was sent or following began; null before
 */
record LiveLine(
        Tasks tasks,
        String rate,
        Schedule schedule,
        @Nullable Instant begun,
        @Nullable Instant mitigated) {
    /** The phase, and the tasks of each rollout in words. */
    record Tasks(Phase phase, String counts) {}

    /** @param latest the newest error rate that was read since the rollback began; null if none was */
    static LiveLine of(RollbackView state, @Nullable Double latest) {
        var progress = state.progress();
        boolean follows = state.plan().action().filter(a -> a.writes()).isEmpty();
        Optional<Instant> begun = follows ? progress.beganAt() : progress.sentAt();
        return new LiveLine(
                new Tasks(
                        state.phase(), progress.lastSeen().map(LiveLine::counts).orElse("")),
                rate(latest, state.plan().levels().map(Levels::fault).orElse(null)),
                Schedule.of(state.plan()),
                begun.orElse(null),
                progress.mitigatedAt().orElse(null));
    }

    /** The incident's level is the last word on the error rate until the rollback reads it again. */
    static String rate(@Nullable Double latest, @Nullable Double incident) {
        if (latest != null) {
            return "error rate " + NumberFormat.text(latest);
        }
        return incident == null ? "" : "error rate was " + NumberFormat.text(incident);
    }

    static String counts(ServiceSnapshot seen) {
        return seen.rollouts().stream().map(r -> counts(r, seen.desiredCount())).collect(Collectors.joining("  "));
    }

    private static String counts(Rollout rollout, int desired) {
        return ":%d %d/%d"
                .formatted(rollout.definition().number(), rollout.tasks().running(), desired);
    }

    /** Returns the line as of {@code now}, at most {@code columns} long; what matters least goes first. */
    String text(Instant now, int columns) {
        String phase = "%-11s".formatted(tasks.phase().toString());
        String left = schedule.left(tasks.phase(), begun == null ? now : begun, mitigated, now);
        List<Stream<String>> fuller = List.of(
                Stream.of(ProgressPrinter.clock(now), phase, tasks.counts(), rate, left),
                Stream.of(phase, tasks.counts(), rate, left),
                Stream.of(phase, tasks.counts(), left),
                Stream.of(phase, tasks.counts()));
        List<String> lines = fuller.stream().map(LiveLine::joined).toList();
        return lines.stream()
                .filter(l -> l.length() <= columns)
                .findFirst()
                .orElseGet(() ->
                        lines.get(3).substring(0, Math.min(columns, lines.get(3).length())));
    }

    private static String joined(Stream<String> parts) {
        return parts.filter(p -> !p.isEmpty()).collect(Collectors.joining("  ")).stripTrailing();
    }
}
