package io.incidentiq.rollback;

import io.incidentiq.rollback.port.RollbackId;
import java.util.concurrent.CompletableFuture;

/** A handle on a rollback under way. Dropping it, or interrupting a wait, changes nothing. Thread-safe. */
public interface Rollback {
    /** Names it in journal, report and messages. */
    RollbackId id();

    /** Returns how it stands now; never waits. */
    RollbackView view();

    /** Returns how far it has come. */
    default Phase phase() {
        return view().phase();
    }

    /** Returns what has happened so far. */
    default Progress progress() {
        return view().progress();
    }

    /**
     * Returns the report as of now; never waits. Before the end it is that of a rollback that nobody follows any further: CANCELLED, with
     * what was sent by now. After {@link #cancel} it holds all that will ever be sent.
     */
    RollbackReport report();

    /** Completes with the report when it is over. Completing or cancelling the future has no effect on the rollback. */
    CompletableFuture<RollbackReport> completion();

    /**
     * Waits for the end.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the rollback goes on
     */
    RollbackReport await() throws InterruptedException;

    /**
     * Gives up, and returns at once. From then on no write begins: what {@link #view} shows as sent by now is all that was sent. Before the
     * write, nothing is changed; after it, the deployment is no longer followed, and the platform goes on with it. A write in flight is
     * waited for.
     */
    void cancel(String who, String why);
}
