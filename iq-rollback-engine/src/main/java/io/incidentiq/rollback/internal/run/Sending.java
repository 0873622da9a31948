package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.internal.core.Write;
import io.incidentiq.rollback.internal.core.WriteAnswer;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.run.BoundedCalls.NoAnswer;
import io.incidentiq.rollback.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * One attempt at a write. Its call begins within {@link #BEGIN_LIMIT}, or it is never made: an attempt that was given up before it
 * began is certainly not done, however late a busy executor comes to it.
 */
final class Sending {
    /** A port that gives up a write after 40 s is then done with it before {@link #WRITE_LIMIT}. */
    private static final Duration BEGIN_LIMIT = Defaults.BEGIN_LIMIT.duration();

    private static final Duration WRITE_LIMIT = Defaults.WRITE_LIMIT.duration();
    private static final WriteAnswer LATE =
            new WriteAnswer.NotSent("it could not be begun within " + DurationFormat.words(BEGIN_LIMIT));

    private final PortCalls calls;
    private final Write write;
    private final BooleanSupplier doorClosed;
    private final Duration beginBy;
    /** Set by whoever comes first: the call as it begins, or the one who gives it up. */
    private final AtomicBoolean decided = new AtomicBoolean();

    private Sending(PortCalls calls, Write write, BooleanSupplier doorClosed) {
        this.calls = calls;
        this.write = write;
        this.doorClosed = doorClosed;
        this.beginBy = calls.bounded().time().elapsed().plus(BEGIN_LIMIT);
    }

    /** @param doorClosed asked right before the write is made: whether somebody gave up the rollback */
    static CompletableFuture<WriteAnswer> of(PortCalls calls, Write write, BooleanSupplier doorClosed) {
        return new Sending(calls, write, doorClosed).answer();
    }

    private CompletableFuture<WriteAnswer> answer() {
        TimeSource time = calls.bounded().time();
        CompletableFuture<WriteAnswer> answer = calls.bounded().within(WRITE_LIMIT, this::make, this::none);
        TimeSource.Wakeup deadline = time.schedule(BEGIN_LIMIT, () -> {
            if (decided.compareAndSet(false, true)) {
                answer.complete(LATE);
            }
        });
        return answer.whenComplete((known, never) -> deadline.cancel());
    }

    private WriteAnswer none(NoAnswer none) {
        return switch (none.trouble()) {
            case REFUSED -> new WriteAnswer.NotSent(none.message());
            case LATE, BROKEN -> new WriteAnswer.Unknown(none.message());
        };
    }

    private WriteAnswer make() {
        if (!decided.compareAndSet(false, true)) {
            return LATE;
        }
        if (doorClosed.getAsBoolean()) {
            return new WriteAnswer.NotSent("it was cancelled before it began");
        }
        return calls.bounded().time().elapsed().compareTo(beginBy) < 0 ? calls.send(write) : LATE;
    }
}
