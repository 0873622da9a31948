package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.port.TimeSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands letters to a reader one at a time, in the order in which they come. Whoever posts one goes on at once, unless the executor
 * runs the reader on the poster's own thread and nobody else is reading. The reader sees what it wrote earlier; no lock is held.
 *
 * @param <T> what is posted
 */
final class Mailbox<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Queue<T> letters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unread = new AtomicInteger();
    private final Executor executor;
    private final Consumer<T> reader;
    private final Consumer<T> lost;

    /**
     * @param reader must not throw
     * @param lost takes, in the reader's place, the letters that are there when the executor takes no more
     */
    Mailbox(Executor executor, Consumer<T> reader, Consumer<T> lost) {
        this.executor = executor;
        this.reader = reader;
        this.lost = lost;
    }

    /** Returns a mailbox that is read by the thread that posts to it while nobody else reads. */
    static <T> Mailbox<T> readByPosters(Consumer<T> reader) {
        return new Mailbox<>(Runnable::run, reader, reader);
    }

    /** Returns a mailbox that is read on threads of {@code time}, as a port is called. */
    static <T> Mailbox<T> readOn(TimeSource time, Consumer<T> reader, Consumer<T> lost) {
        return new Mailbox<>(
                reading -> time.call(() -> {
                    reading.run();
                    return true;
                }),
                reader,
                lost);
    }

    void post(T letter) {
        letters.add(letter);
        if (unread.getAndIncrement() == 0) {
            try {
                executor.execute(() -> empty(reader));
            } catch (RuntimeException | Error e) {
                LOG.warn("an executor refused a task", e);
                empty(lost);
            }
        }
    }

    private void empty(Consumer<T> taker) {
        do {
            taker.accept(letters.remove());
        } while (unread.decrementAndGet() > 0);
    }
}
