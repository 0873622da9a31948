package io.incidentiq.rollback;

import io.incidentiq.rollback.port.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener what happens, in order and one thing at a time, on threads of the {@link TimeSource}. A listener that hangs holds
 * up only what it would hear next; what it throws is logged.
 */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final RollbackListener listener;
    private final Mailbox<News> news;

    private record News(Consumer<RollbackListener> what, CompletableFuture<Boolean> heard) {}

    Telling(RollbackListener listener, TimeSource time) {
        this.listener = listener;
        this.news = Mailbox.readOn(time, this::tell, lost -> lost.heard.complete(false));
    }

    /** Returns at once; completes when the listener has heard it, and all before it, or never will. */
    CompletableFuture<Boolean> tell(Consumer<RollbackListener> what) {
        var heard = new CompletableFuture<Boolean>();
        if (listener == RollbackListener.NONE) {
            heard.complete(true);
        } else {
            news.post(new News(what, heard));
        }
        return heard;
    }

    private void tell(News next) {
        try {
            next.what.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed; the rollback goes on", e);
        } finally {
            next.heard.complete(true);
        }
    }
}
