package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** ECS has no client token: whatever becomes of the answer to the write, and whatever client sent it, there is one deployment. */
@Execution(ExecutionMode.CONCURRENT)
class LostAnswersOverTheWireTest {
    private static final int SPEED = 60;
    private static final int SIDE_BY_SIDE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private enum Client {
        APACHE5,
        URL_CONNECTION;

        SdkHttpClient create() {
            return this == APACHE5
                    ? Apache5HttpClient.builder().socketTimeout(PATIENCE).build()
                    : UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build();
        }
    }

    private record End(long seed, RollbackReport report, int runs, long effective, List<String> writes) {}

    private static End end(String scenario, long seed, AwsFault fault) {
        Client client = seed % 2 == 0 ? Client.APACHE5 : Client.URL_CONNECTION;
        AwsSimulatorOptions options =
                AwsSimulatorOptions.defaults().withSpeed(SPEED).withSeed(seed).withFaults(fault);
        try (var drill = WireDrill.inTurn(Scenario.named(scenario), options, client.create())) {
            RollbackReport report = drill.run(r -> r.withWaitUntil(WaitUntil.MITIGATED));
            return new End(seed, report, drill.running(), drill.effectiveDeployments(), drill.writes());
        }
    }

    private static List<End> ends(LongStream seeds, AwsFault fault) {
        return ends("bad-deploy", seeds, fault);
    }

    /** One batch at a time: more would be lost by load alone. */
    private static synchronized List<End> ends(String scenario, LongStream seeds, AwsFault fault) {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<CompletableFuture<End>> ends = seeds.mapToObj(
                            seed -> CompletableFuture.supplyAsync(() -> end(scenario, seed, fault), threads))
                    .toList();
            return ends.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static void assertOneDeployment(End end) {
        assertThat(end.report.reason())
                .as("seed %d: %s %s", end.seed, end.report, end.writes)
                .hasToString("Optional[not-awaited]");
        assertThat(end.effective).as("seed %d: %s", end.seed, end.writes).isEqualTo(1);
        assertThat(end.runs).as("seed %d", end.seed).isEqualTo(41);
    }

    private static void assertSent(List<End> ends, int seeds, String... writes) {
        assertThat(ends).hasSize(seeds).allSatisfy(end -> {
            assertOneDeployment(end);
            assertThat(end.writes).as("seed %d", end.seed).containsExactly(writes);
        });
    }

    /** The plan's reads have warmed the connection, on which HttpURLConnection may repeat what got no answer. */
    @Test
    void write_tookEffectAndConnectionClosed_isSentOnce() {
        var fault = new AwsFault.LostAnswers(1, AwsFault.Effect.AT_ONCE);

        assertSent(ends(LongStream.rangeClosed(1, 200), fault), 200, "UpdateService");
    }

    @Test
    void write_tookEffectAndAnswerTimesOut_isSentOnce() {
        var fault = new AwsFault.Slow("UpdateService", PATIENCE.plusSeconds(60));

        assertSent(ends(LongStream.rangeClosed(201, 220), fault), 20, "UpdateService");
    }

    @Test
    void write_neverArrivedAndConnectionClosed_isSentOnceMore() {
        var fault = new AwsFault.LostAnswers(1, AwsFault.Effect.NEVER);

        assertSent(ends(LongStream.rangeClosed(301, 320), fault), 20, "UpdateService", "UpdateService");
    }

    @Test
    void write_takesEffectSecondsLater_isSentOnce() {
        var fault = new AwsFault.LostAnswers(1, AwsFault.Effect.LATER);

        assertSent(ends(LongStream.rangeClosed(401, 430), fault), 30, "UpdateService");
    }

    @Test
    void stop_tookEffectAndConnectionClosed_isSentOnce() {
        var fault = new AwsFault.LostAnswers(1, AwsFault.Effect.AT_ONCE);

        assertSent(ends("deploy-in-progress", LongStream.rangeClosed(501, 520), fault), 20, "StopServiceDeployment");
    }

    @Test
    void stop_neverArrivedAndConnectionClosed_isSentOnceMore() {
        var fault = new AwsFault.LostAnswers(1, AwsFault.Effect.NEVER);

        assertSent(
                ends("deploy-in-progress", LongStream.rangeClosed(601, 610), fault),
                10,
                "StopServiceDeployment",
                "StopServiceDeployment");
    }
}
