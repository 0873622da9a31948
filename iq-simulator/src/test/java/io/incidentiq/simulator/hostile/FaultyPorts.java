package io.incidentiq.simulator.hostile;

import io.incidentiq.rollback.port.TimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ports of which one method can be made to fail in a way that its contract rules out, and the time source that goes with them. */
final class FaultyPorts {
    private final FaultyTime time;
    private @Nullable String method;
    private @Nullable Fault fault;
    private int left;

    /** How a method fails. */
    enum Fault {
        HANGS,
        THROWS_AN_ERROR,
        RETURNS_NULL,
        /** The executor refuses every call; which method it was to be, nobody knows. */
        IS_REJECTED
    }

    /** Thrown by a port that breaks its contract as badly as it can. */
    static final class PortError extends Error {
        private static final long serialVersionUID = 1;

        PortError() {
            super("a port's own trouble");
        }
    }

    FaultyPorts(TimeSource time) {
        this.time = new FaultyTime(time);
    }

    TimeSource time() {
        return time;
    }

    /** From now on the next {@code times} calls of this method fail. */
    void fail(String name, Fault how, int times) {
        method = name;
        fault = how;
        left = times;
        time.rejecting = how == Fault.IS_REJECTED ? times : 0;
    }

    /** From now on the next {@code times} waits throw. */
    void breakTime(int times) {
        time.breaking = times;
    }

    <T> T faulty(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                FaultyPorts.class.getClassLoader(), new Class<?>[] {port}, (proxy, called, args) -> {
                    String name = port.getSimpleName() + "." + called.getName();
                    if (name.equals(method) && left > 0 && fault != Fault.IS_REJECTED) {
                        left--;
                        if (fault == Fault.THROWS_AN_ERROR) {
                            throw new PortError();
                        }
                        time.hanging = fault == Fault.HANGS;
                        return called.getReturnType() == long.class ? (Object) 0L : null;
                    }
                    try {
                        return called.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                }));
    }

    /** Time in which the call that is being made can be made to hang for ever, and calls can be rejected. */
    private static final class FaultyTime implements TimeSource {
        private final TimeSource time;
        private boolean hanging;
        private int rejecting;
        private int breaking;

        FaultyTime(TimeSource time) {
            this.time = time;
        }

        @Override
        public Instant instant() {
            return time.instant();
        }

        @Override
        public Duration elapsed() {
            return time.elapsed();
        }

        @Override
        public Wakeup schedule(Instant at, Runnable task) {
            breakIfTold();
            return time.schedule(at, task);
        }

        @Override
        public Wakeup schedule(Duration delay, Runnable task) {
            breakIfTold();
            return time.schedule(delay, task);
        }

        private void breakIfTold() {
            if (breaking > 0) {
                breaking--;
                throw new IllegalStateException("a bug");
            }
        }

        @Override
        public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
            if (rejecting > 0) {
                rejecting--;
                throw new RejectedExecutionException("full");
            }
            var answer = new CompletableFuture<T>();
            time.call(() -> {
                        hanging = false;
                        T value = portCall.get();
                        boolean hung = hanging;
                        hanging = false;
                        return new Called<>(value, hung);
                    })
                    .whenComplete((called, thrown) -> {
                        if (thrown != null) {
                            answer.completeExceptionally(thrown);
                        } else if (!called.hung()) {
                            answer.complete(called.value());
                        }
                    });
            return answer;
        }

        @Override
        public void await(CompletableFuture<?> future) throws InterruptedException {
            time.await(future);
        }
    }

    private record Called<T extends @Nullable Object>(T value, boolean hung) {}

    /** Returns {@code time} as a machine shows it that sleeps, or whose clock is set, when it is told to. */
    static final class Machine implements TimeSource {
        private final TimeSource world;
        private Duration offset = Duration.ZERO;
        private Duration slept = Duration.ZERO;
        private Instant asleepUntil = Instant.MIN;

        Machine(TimeSource world) {
            this.world = world;
        }

        void setClock(Duration by) {
            offset = offset.plus(by);
        }

        /** Nothing runs for so long, and the time that goes by is not counted. */
        void sleep(Duration span) {
            asleepUntil = world.instant().plus(span);
            slept = slept.plus(span);
        }

        @Override
        public Instant instant() {
            return world.instant().plus(offset);
        }

        @Override
        public Duration elapsed() {
            return Duration.between(Instant.EPOCH, world.instant()).minus(slept);
        }

        @Override
        public Wakeup schedule(Instant at, Runnable task) {
            return world.schedule(at.minus(offset), () -> awake(task));
        }

        @Override
        public Wakeup schedule(Duration delay, Runnable task) {
            return world.schedule(world.instant().plus(delay), () -> awake(task));
        }

        private void awake(Runnable task) {
            if (world.instant().isBefore(asleepUntil)) {
                world.schedule(asleepUntil, task);
            } else {
                task.run();
            }
        }

        @Override
        public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
            if (!world.instant().isBefore(asleepUntil)) {
                return world.call(portCall);
            }
            var answer = new CompletableFuture<T>();
            world.schedule(
                    asleepUntil,
                    () -> world.call(portCall).whenComplete((value, thrown) -> {
                        if (thrown != null) {
                            answer.completeExceptionally(thrown);
                        } else {
                            answer.complete(value);
                        }
                    }));
            return answer;
        }

        @Override
        public void await(CompletableFuture<?> future) throws InterruptedException {
            world.await(future);
        }
    }
}
