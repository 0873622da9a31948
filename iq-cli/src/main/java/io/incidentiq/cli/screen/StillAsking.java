package io.incidentiq.cli.screen;

import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.UnansweredRead;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says once for each plan why it isn't there yet, where that takes longer than a hiccup. */
public final class StillAsking implements RollbackListener {
    private static final Duration HICCUP = Duration.ofSeconds(4);

    private final Consumer<String> err;
    private @Nullable Instant toldOf;

    public StillAsking(Consumer<String> err) {
        this.err = err;
    }

    @Override
    public void happened(RollbackEvent event, RollbackView rollback) {}

    @Override
    public void unanswered(UnansweredRead read) {
        boolean takesLong = !read.at().isBefore(read.planBegunAt().plus(HICCUP));
        if (takesLong && !read.planBegunAt().equals(toldOf)) {
            toldOf = read.planBegunAt();
            err.accept("iq: no plan yet: " + read.trouble() + "; it is asked again, for a minute at most");
        }
    }
}
