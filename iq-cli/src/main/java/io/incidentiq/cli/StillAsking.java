package io.incidentiq.cli;

import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.RollbackCore;
import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Says once for each plan why it isn't there yet, where that takes longer than a hiccup. */
final class StillAsking implements RollbackListener {
    private static final Duration HICCUP = Duration.ofSeconds(4);

    private final Consumer<String> err;
    private Instant begun;
    private boolean told;

    StillAsking(Instant begun, Consumer<String> err) {
        this.begun = begun;
        this.err = err;
    }

    /** Another plan begins. */
    void begin(Instant at) {
        begun = at;
        told = false;
    }

    @Override
    public void happened(Event event, RollbackCore rollback) {}

    @Override
    public void unanswered(ServiceId service, Instant at, String trouble) {
        if (!told && !at.isBefore(begun.plus(HICCUP))) {
            told = true;
            err.accept("iq: no plan yet: " + trouble + "; it is given up after a minute");
        }
    }
}
