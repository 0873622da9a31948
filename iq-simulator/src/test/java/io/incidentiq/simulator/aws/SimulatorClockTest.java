package io.incidentiq.simulator.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.TimeSource;
import io.incidentiq.rollback.testkit.TimeSourceContract;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorClockTest extends TimeSourceContract {
    private static final int SPEED = 60;

    private final Wire wire = Wire.of(
            Scenario.named("bad-deploy"),
            AwsSimulatorOptions.defaults().withStart(Wire.START).withSpeed(SPEED));

    @AfterEach
    void close() {
        wire.close();
    }

    @Override
    protected TimeSource timeSource() {
        return clock();
    }

    @Override
    protected Duration soon() {
        return super.soon().multipliedBy(SPEED);
    }

    private SimulatorClock clock() {
        try {
            return SimulatorClock.of(wire.simulator().uri(), ForkJoinPool.commonPool());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void instant_afterAsking_runsBesideTheSimulator() throws IOException {
        SimulatorClock clock = clock();
        Instant before = clock.instant();
        Instant there = Body.of(wire.get("/_simulator/clock")).instant("now").orElseThrow();

        assertThat(clock.speed()).isEqualTo(SPEED);
        assertThat(there).isBetween(before.minusSeconds(SPEED), clock.instant().plusSeconds(SPEED));
    }

    @Test
    void schedule_aSimulatedMinute_isARealSecond() throws InterruptedException {
        SimulatorClock clock = clock();
        long began = System.nanoTime();
        var ran = new CompletableFuture<Boolean>();
        clock.schedule(clock.instant().plus(Duration.ofMinutes(1)), () -> ran.complete(true));
        clock.await(ran);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(15));
    }

    @Test
    void of_nobodyThere_throws() {
        URI gone = wire.simulator().uri();
        wire.close();

        assertThatThrownBy(() -> SimulatorClock.of(gone, Runnable::run)).isInstanceOf(IOException.class);
    }
}
