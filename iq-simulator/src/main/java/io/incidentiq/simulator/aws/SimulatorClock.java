package io.incidentiq.simulator.aws;

import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.JsonCodec;
import io.incidentiq.simulator.world.AcceleratedClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of a served simulation, on the client's side: asks for now and speed once, and from then on runs by itself. Waits are
 * shorter than real time by the speed; calls take as long as they take. Thread-safe.
 */
public final class SimulatorClock implements TimeSource {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final AcceleratedClock clock;
    private final TimeSource real;

    private SimulatorClock(AcceleratedClock clock, TimeSource real) {
        this.clock = clock;
        this.real = real;
    }

    /**
     * Asks the simulator at {@code simulator}, such as {@code http://127.0.0.1:4566}, what time it is.
     *
     * @param executor runs port calls and steps, as in {@link TimeSource#system}
     * @throws IOException if it doesn't answer, or not with a clock
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static SimulatorClock of(URI simulator, Executor executor) throws IOException, InterruptedException {
        URI page = simulator.resolve("/_simulator/clock");
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
        long asked = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long middle = asked + (System.nanoTime() - asked) / 2;
        if (answer.statusCode() != OK) {
            throw new IOException(
                    "%s: expected a simulator's clock, found status %d".formatted(page, answer.statusCode()));
        }
        return new SimulatorClock(parse(page, answer.body(), middle), TimeSource.system(executor));
    }

    private static AcceleratedClock parse(URI page, byte[] bytes, long nanos) throws IOException {
        try {
            Body body = Body.of(new JsonCodec().read(bytes));
            double speed = body.number("speed").orElse(0).doubleValue();
            if (!(speed > 0)) {
                throw new IOException("%s: expected a speed above 0, found %s".formatted(page, speed));
            }
            return AcceleratedClock.startedAt(nanos, Instant.parse(body.textOr("now", "")), speed);
        } catch (AwsError | DateTimeParseException e) {
            throw new IOException("%s: expected a simulator's clock".formatted(page), e);
        }
    }

    /** Returns how many times as fast as real time it runs. */
    public double speed() {
        return clock.speed();
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public double pace() {
        return Math.max(1, speed());
    }

    @Override
    public Wakeup schedule(Instant at, Runnable task) {
        return real.schedule(clock.until(at), task);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> portCall) {
        return real.call(portCall);
    }

    @Override
    public void await(CompletableFuture<?> future) throws InterruptedException {
        real.await(future);
    }
}
