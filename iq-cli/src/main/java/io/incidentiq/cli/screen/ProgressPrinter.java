package io.incidentiq.cli.screen;

import io.incidentiq.cli.output.EventLines;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.UnansweredRead;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a rollback while it runs: one line per moment, and per change of the task counts. */
public final class ProgressPrinter implements RollbackListener {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Screen screen;
    private final Pace pace;
    private final EventLines events;
    private final StillAsking stillAsking;
    private Phase shown = Phase.NEW;
    private String lastTasks = "";
    private @Nullable Instant before;
    private @Nullable Double rate;
    private @Nullable LiveLine below;

    public ProgressPrinter(Screen screen, Pace pace, EventLines events) {
        this.screen = screen;
        this.pace = pace;
        this.events = events;
        this.stillAsking = new StillAsking(screen::line);
    }

    @Override
    public void unanswered(UnansweredRead read) {
        stillAsking.unanswered(read);
    }

    @Override
    public void happened(RollbackEvent event, RollbackView state) {
        events.happened(event, state);
        pass(event.at());
        write(event);
        tasks(event.at(), state);
        phase(event.at(), state);
        live(event, state);
    }

    /** Until then nothing was known but what stands there; only the clock goes on. */
    private void pass(Instant at) {
        LiveLine line = below;
        if (before != null) {
            pace.pass(before, at, now -> draw(line, now));
        }
        before = at;
    }

    private void live(RollbackEvent event, RollbackView state) {
        if (state.latest().isPresent()) {
            rate = state.latest().getAsDouble();
        }
        if (screen.redraws()) {
            below = LiveLine.of(state, rate);
            draw(below, event.at());
        }
    }

    private void draw(@Nullable LiveLine line, Instant now) {
        if (line != null) {
            screen.live(line.text(now, screen.columns()));
        }
    }

    private void write(RollbackEvent event) {
        if (event instanceof RollbackEvent.WriteSent sent) {
            String what =
                    sent.stop() == null ? sent.revision() + " asked for" : "stop of " + sent.stop() + " asked for";
            line(event.at(), "written", what + (sent.attempt() > 1 ? ", attempt " + sent.attempt() : ""));
        } else if (event instanceof RollbackEvent.WriteAnswered answered) {
            line(event.at(), "answered", answer(answered));
        } else if (event instanceof RollbackEvent.TeamTold told && told.trouble() != null) {
            line(event.at(), "not told", told.trouble());
        }
    }

    private static String answer(RollbackEvent.WriteAnswered answered) {
        return switch (answered.result()) {
            case ACCEPTED -> "deployment " + answered.detail();
            case THROTTLED -> "certainly not done, will be sent again: " + answered.detail();
            case NOT_SENT -> "nothing was sent: " + answered.detail();
            case REJECTED -> "refused: " + answered.detail();
            case UNKNOWN -> "the answer is lost; looking whether it was done before anything is sent again";
        };
    }

    private void tasks(Instant at, RollbackView state) {
        ServiceSnapshot seen = state.progress().lastSeen().orElse(null);
        if (seen == null || state.phase() != Phase.ROLLING_OUT) {
            return;
        }
        String tasks = seen.rollouts().stream().map(ProgressPrinter::tasksOf).collect(Collectors.joining("   "));
        if (!tasks.equals(lastTasks)) {
            lastTasks = tasks;
            line(at, "rolling out", tasks);
        }
    }

    private static String tasksOf(Rollout r) {
        String of = r.primary() ? "/" + r.tasks().desired() : "";
        return ":%d %d%s running".formatted(r.definition().number(), r.tasks().running(), of);
    }

    private void phase(Instant at, RollbackView state) {
        if (state.phase() == shown) {
            return;
        }
        Phase previous = shown;
        shown = state.phase();
        if (shown == Phase.SETTLING) {
            line(
                    at,
                    "mitigated",
                    "the target serves alone" + since(at, state) + "; settling for "
                            + DurationFormat.wholeSeconds(state.plan().settle().value()));
        } else if (shown == Phase.VERIFYING) {
            line(
                    at,
                    "verifying",
                    "error rate and health for "
                            + DurationFormat.wholeSeconds(state.plan().window().value()));
        } else if (shown == Phase.ROLLING_OUT && (previous == Phase.SETTLING || previous == Phase.VERIFYING)) {
            line(at, "lost again", "the target no longer serves alone; waiting for it once more");
        } else if (shown == Phase.DRAINING) {
            line(at, "draining", "verified; waiting for the old tasks to go");
        }
    }

    private static String since(Instant seen, RollbackView state) {
        Instant at = state.progress().mitigatedAt().orElse(seen);
        return state.progress()
                .sentAt()
                .map(sent -> ", " + DurationFormat.wholeSeconds(Duration.between(sent, at)) + " after the write")
                .orElse("");
    }

    private void line(Instant at, String what, String detail) {
        screen.line("%s  %-12s %s".formatted(clock(at), what, detail));
    }

    /** Returns the time of day in UTC. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }
}
