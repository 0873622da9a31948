package io.incidentiq.rollback;

import io.incidentiq.rollback.core.Event;
import io.incidentiq.rollback.core.RollbackCore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what a listener is to be told, and stands between what it throws and the engine. */
final class GuardedListener implements RollbackListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private final RollbackListener listener;

    GuardedListener(RollbackListener listener) {
        this.listener = listener;
    }

    @Override
    public void happened(Event event, RollbackCore rollback) {
        guarded(() -> listener.happened(event, rollback));
    }

    @Override
    public void unanswered(UnansweredRead read) {
        guarded(() -> listener.unanswered(read));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed; the rollback goes on", e);
        }
    }
}
