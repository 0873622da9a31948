package io.incidentiq.simulator.hostile;

import io.incidentiq.rollback.port.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Simulated time whose port calls can be made to hang: a held call is not made until it is let go. */
final class HeldTime implements TimeSource {
    private final TimeSource time;
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private int untilHeld;

    HeldTime(TimeSource time) {
        this.time = time;
    }

    /** Makes every call from now on hang. */
    void hold() {
        holding = true;
    }

    /** Makes the next call hang, and only that one. */
    void holdNext() {
        untilHeld = 1;
    }

    /** Lets the next call through, and makes the one after it hang, and only that one. */
    void holdSecond() {
        untilHeld = 2;
    }

    /** Makes new calls go through; those that hang still do. */
    void holdNoMore() {
        holding = false;
    }

    /** Makes the calls that hang, on the calling thread. */
    void letGo() {
        holdNoMore();
        List.copyOf(held).forEach(Runnable::run);
        held.clear();
    }

    /** Whether a call hangs is decided when its turn comes, not when it is asked for. */
    @Override
    public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
        var answer = new CompletableFuture<T>();
        CompletableFuture<Optional<T>> made = time.call(() -> {
            boolean itsTurn = untilHeld > 0 && --untilHeld == 0;
            if (holding || itsTurn) {
                held.add(() -> answer.complete(portCall.get()));
                return Optional.empty();
            }
            return Optional.of(portCall.get());
        });
        made.whenComplete((value, thrown) -> {
            if (thrown != null) {
                answer.completeExceptionally(thrown);
            } else {
                value.ifPresent(answer::complete);
            }
        });
        return answer;
    }

    @Override
    public Instant instant() {
        return time.instant();
    }

    @Override
    public Wakeup schedule(Instant at, Runnable task) {
        return time.schedule(at, task);
    }

    @Override
    public void await(CompletableFuture<?> future) throws InterruptedException {
        time.await(future);
    }
}
