package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that nobody waits for without an end. */
public record BoundedCalls(TimeSource time) {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedCalls.class);

    /** Why a call has no answer. */
    enum Trouble {
        /** It is not over; whether it will be, nobody knows. */
        LATE,
        /** It was never begun, and never will be: the executor takes no more. */
        REFUSED,
        /** It threw something else than its port's exception. */
        BROKEN
    }

    /** What there is in place of an answer. */
    record NoAnswer(Trouble trouble, String message) {}

    /** Returns what {@code real} time is by this clock. */
    Duration byTheClock(Duration real) {
        return Duration.ofMillis((long) (real.toMillis() * time.pace()));
    }

    /** Calls a port; where there is no answer after {@code limit}, goes on with {@code otherwise}. Never throws. */
    <T extends @Nullable Object> CompletableFuture<T> within(
            Duration limit, Supplier<T> portCall, Function<NoAnswer, T> otherwise) {
        CompletableFuture<T> call;
        try {
            call = time.call(portCall);
        } catch (RejectedExecutionException e) {
            LOG.warn("an executor refused a port call", e);
            return CompletableFuture.completedFuture(otherwise.apply(refused()));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedFuture(otherwise.apply(none(e)));
        }
        return withinLimit(limit, call, otherwise);
    }

    /** As {@link #within}, of something that is under way already. */
    <T extends @Nullable Object> CompletableFuture<T> withinLimit(
            Duration limit, CompletableFuture<T> call, Function<NoAnswer, T> otherwise) {
        var result = new CompletableFuture<T>();
        TimeSource.Wakeup deadline =
                time.schedule(byTheClock(limit), () -> result.complete(otherwise.apply(late(limit))));
        call.whenComplete((value, thrown) -> {
            deadline.cancel();
            if (thrown == null) {
                result.complete(value);
            } else {
                result.complete(
                        otherwise.apply(none(thrown instanceof CompletionException wrapped ? cause(wrapped) : thrown)));
            }
        });
        return result;
    }

    private static Throwable cause(CompletionException wrapped) {
        return wrapped.getCause() == null ? wrapped : wrapped.getCause();
    }

    private static NoAnswer late(Duration limit) {
        return new NoAnswer(Trouble.LATE, "no answer within " + DurationFormat.words(limit));
    }

    private static NoAnswer refused() {
        return new NoAnswer(Trouble.REFUSED, "it could not be begun: the executor takes no more calls");
    }

    private static NoAnswer none(Throwable thrown) {
        if (thrown instanceof RejectedExecutionException) {
            return refused();
        }
        LOG.warn("a port threw something else than its exception", thrown);
        return new NoAnswer(Trouble.BROKEN, "a port broke its contract: " + thrown);
    }
}
