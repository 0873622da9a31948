package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.port.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens: each in order and one thing at a time, on threads of the {@link TimeSource}. A listener that hangs holds
 * up only what it would hear next, and no other listener; what it throws is logged.
 */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final List<Mailbox<News>> listeners;

    private record News(Consumer<RollbackListener> what, CompletableFuture<Boolean> heard) {
        void tell(RollbackListener listener) {
            try {
                what.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener failed; the rollback goes on", e);
            } finally {
                heard.complete(true);
            }
        }
    }

    Telling(List<RollbackListener> listeners, TimeSource time) {
        this.listeners = listeners.stream()
                .map(listener ->
                        Mailbox.<News>readOn(time, news -> news.tell(listener), lost -> lost.heard.complete(false)))
                .toList();
    }

    /** Returns at once; completes when all have heard it, and all before it, or never will. */
    CompletableFuture<Boolean> tell(Consumer<RollbackListener> what) {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (Mailbox<News> listener : listeners) {
            var heard = new CompletableFuture<Boolean>();
            listener.post(new News(what, heard));
            all = all.thenCombine(heard, Boolean::logicalAnd);
        }
        return all;
    }
}
