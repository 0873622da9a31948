package io.incidentiq.cli;

import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.RollbackCore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says once why there is no plan yet, where that takes longer than a hiccup. */
final class StillAsking implements RollbackListener {
    private static final Duration HICCUP = Duration.ofSeconds(4);

    private final Consumer<String> err;
    private @Nullable Instant since;
    private boolean told;

    StillAsking(Consumer<String> err) {
        this.err = err;
    }

    @Override
    public void happened(Event event, RollbackCore rollback) {}

    @Override
    public void unanswered(Instant at, String trouble) {
        Instant first = since == null ? at : since;
        since = first;
        if (!told && !at.isBefore(first.plus(HICCUP))) {
            told = true;
            err.accept("iq: " + trouble + "; asking again, for a minute at most");
        }
    }
}
