package io.incidentiq.aws.wire;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** How long a rollback takes to the write, how many calls it costs, and how soon it sees that the target serves alone. */
@Isolated("measures real time")
class LatencyOverTheWireTest {
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final int RUNS = 30;

    /** How many calls to ECS a rollout of up to 300 s may cost. */
    private static final long CALLS = 75;

    private static final int WARM_UP = 3;

    private record Start(Duration toWrite, int roundTrips) {}

    private record Rollout(Duration took, long calls, Duration lag) {}

    private static <T> List<T> sideBySide(int lanes, List<Supplier<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            List<CompletableFuture<T>> all = work.stream()
                    .map(w -> CompletableFuture.supplyAsync(w, threads))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static Start start(int run) {
        AwsSimulatorOptions options =
                AwsSimulatorOptions.defaults().withSeed(run).withFaults(new AwsFault.Latency(LATENCY));
        try (var drill = WireDrill.of(Scenario.named("bad-deploy"), options, Apache5HttpClient.create())) {
            var sent = new CompletableFuture<Instant>();
            var engine = drill.engine()
                    .listener((event, state) -> {
                        if (event instanceof RollbackEvent.WriteSent s) {
                            sent.complete(s.at());
                        }
                    })
                    .build();
            Instant requestedAt = drill.clock().instant();
            RollbackPlan plan = engine.plan(WireDrill.runbook(), drill.request());
            Rollback rollback = engine.start(plan);
            Instant sentAt =
                    sent.completeOnTimeout(Instant.MAX, 60, TimeUnit.SECONDS).join();
            rollback.cancel("alice", "only its start is measured");
            rollback.await();
            return new Start(Duration.between(requestedAt, sentAt), roundTrips(drill.calls()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns the longest chain of reads before the write, each begun after the one before it was answered. */
    private static int roundTrips(List<WireCall> calls) {
        var chain = new ArrayList<Integer>();
        List<WireCall> reads = calls.stream().takeWhile(call -> !call.writes()).toList();
        for (WireCall read : reads) {
            chain.add(1
                    + IntStream.range(0, chain.size())
                            .filter(i -> !reads.get(i).at().plus(LATENCY).isAfter(read.at()))
                            .map(chain::get)
                            .max()
                            .orElse(0));
        }
        return chain.stream().max(Comparator.naturalOrder()).orElse(0);
    }

    @Test
    void run_twoHundredMillisecondsACall_writesAfterThreeRoundTrips() {
        IntStream.rangeClosed(1, WARM_UP).forEach(LatencyOverTheWireTest::start);

        List<Start> starts = sideBySide(
                2,
                IntStream.rangeClosed(1, RUNS)
                        .mapToObj(run -> (Supplier<Start>) () -> start(run))
                        .toList());

        List<Duration> sorted = starts.stream().map(Start::toWrite).sorted().toList();
        assertThat(sorted.get(RUNS * 95 / 100))
                .as(
                        "p95 of %s; the goal is 900 ms on a quiet machine, docs/performance.md has what was measured",
                        sorted)
                .isLessThanOrEqualTo(Duration.ofMillis(1_800));
        assertThat(starts).extracting(Start::roundTrips).containsOnly(3);
    }

    /** Twice a day for as long as ECS remembers. */
    private static Scenario busy() {
        Scenario busy = Scenario.create("busy", "deployed twice a day").withServices(Set.of(WireDrill.SERVICE));
        for (int number = 1; number <= 179; number++) {
            busy = busy.deployed(good(number), Duration.ofHours(12L * (180 - number)));
        }
        return busy.deployed(bad(180), Duration.ofMinutes(14)).withIncidentStarted(Duration.ofMinutes(13));
    }

    /** {@code HistoryReadingTest} shows that none of the listings waits for another; a busy machine would spread them over seconds. */
    @Test
    void trap_busyServiceWithHundredsOfDeployments_isPlannedInThreeRoundsToo() throws InterruptedException {
        try (var drill = WireDrill.of(busy(), AwsSimulatorOptions.defaults(), Apache5HttpClient.create())) {
            RollbackPlan plan = drill.engine().build().plan(WireDrill.runbook(), drill.request());

            assertThat(plan.target())
                    .as(plan.toString())
                    .hasValueSatisfying(target -> assertThat(target.revision()).hasToString("api-gateway:179"));
            List<String> asked = drill.calls().stream().map(WireCall::operation).toList();
            assertThat(asked).filteredOn("ListServiceDeployments"::equals).hasSize(3);
            assertThat(asked.lastIndexOf("ListServiceDeployments"))
                    .isLessThan(asked.indexOf("DescribeServiceRevisions"));
            assertThat(asked.lastIndexOf("DescribeServiceRevisions"))
                    .isLessThan(asked.indexOf("DescribeTaskDefinition"));
        }
    }

    private static Rollout rollout(long seed) {
        Scenario slow = Scenario.named("bad-deploy").withTaskStart(Duration.ofSeconds(195));
        AwsSimulatorOptions options =
                AwsSimulatorOptions.defaults().withSpeed(30).withSeed(seed);
        try (var drill = WireDrill.inTurn(slow, options, Apache5HttpClient.create())) {
            RollbackReport report = drill.run(r -> r.withWaitUntil(WaitUntil.MITIGATED));
            var deployments = drill.service().field("deployments").orElseThrow().asArray();
            var ours = deployments.get(deployments.size() - 1);
            assertThat(WireDrill.text(ours, "state")).isEqualTo(DeploymentState.SUCCESSFUL.name());
            Instant alone = Instant.parse(WireDrill.text(ours, "finishedAt"));
            Instant noticed = report.progress().mitigatedAt().orElseThrow();
            Duration took = Duration.between(Instant.parse(WireDrill.text(ours, "createdAt")), alone);
            long calls = drill.calls().stream().filter(WireCall::toEcs).count();
            return new Rollout(took, calls, Duration.between(alone, noticed));
        }
    }

    /** The calls are counted to the end, one look after the one that saw it mitigated first. NoticingTest has longer rollouts. */
    @Test
    void run_longRollout_asksSeldomAndNoticesSoon() {
        List<Rollout> rollouts = sideBySide(
                8,
                LongStream.rangeClosed(1, 16)
                        .mapToObj(seed -> (Supplier<Rollout>) () -> rollout(seed))
                        .toList());

        assertThat(rollouts).allSatisfy(r -> {
            assertThat(r.took).isLessThanOrEqualTo(Duration.ofMinutes(5));
            assertThat(r.calls).as("%s", r).isLessThanOrEqualTo(CALLS);
        });
        assertThat(rollouts)
                .as("one of about 300 s")
                .anySatisfy(r -> assertThat(r.took).isGreaterThan(Duration.ofSeconds(280)));
        double lag =
                rollouts.stream().mapToLong(r -> r.lag.toMillis()).average().orElseThrow();
        assertThat(lag)
                .as(
                        "mean lag in ms of %s; thirty times too fast, a busy machine adds seconds: NoticingTest is exact",
                        rollouts)
                .isLessThanOrEqualTo(6_000);
    }
}
