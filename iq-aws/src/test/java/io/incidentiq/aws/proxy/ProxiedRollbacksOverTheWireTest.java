package io.incidentiq.aws.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.aws.proxy.MeddlingProxy.Meddling;
import io.incidentiq.aws.wire.WireDrill;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Whatever a proxy answers to the writes of a rollback, what the report says of them is what the platform's own list says. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class ProxiedRollbacksOverTheWireTest {
    private static final int SEEDS = Boolean.getBoolean("iq.full") ? 200 : 25;
    private static final int SPEED = 60;
    private static final int SIDE_BY_SIDE = 16;
    private static final int MOST_MEDDLED = 3;

    /** @param began how many deployments or returns the platform began because of a write */
    private record End(String told, RollbackReport report, int runs, long began, List<String> writes) {
        boolean isFalse() {
            Changed changed = report.changed();
            boolean mitigated =
                    report.reasonCode().filter("not-awaited"::equals).isPresent();
            boolean falseChange =
                    (changed == Changed.YES && began == 0) || (changed == Changed.NO && began > 0) || began > 1;
            boolean falseEnd = mitigated != (began == 1 && runs == 41) && changed != Changed.UNKNOWN;
            return falseChange || falseEnd;
        }

        @Override
        public String toString() {
            return "%s: %s changed %s (%s), began %d, runs %d, %s"
                    .formatted(told, report.outcome(), report.changed(), report.detail(), began, runs, writes);
        }
    }

    private static End end(String scenario, String write, long seed) {
        var dice = new Random(seed);
        var left = new AtomicInteger(1 + dice.nextInt(MOST_MEDDLED));
        var proxy = new CompletableFuture<MeddlingProxy>();
        var told = new ArrayList<String>();
        UnaryOperator<URI> way = platform -> {
            List<ForeignAnswer> answers = Stream.concat(
                            ForeignAnswer.ofEveryStatus(platform + "/").stream(), ForeignAnswer.ofOthers().stream())
                    .toList();
            proxy.complete(new MeddlingProxy(platform, operation -> {
                if (!operation.equals(write) || left.getAndDecrement() <= 0) {
                    return Optional.empty();
                }
                var meddling = new Meddling(dice.nextBoolean(), answers.get(dice.nextInt(answers.size())));
                told.add(meddling.toString());
                return Optional.of(meddling);
            }));
            return proxy.join().uri();
        };
        SdkHttpClient http = seed % 2 == 0 ? Apache5HttpClient.create() : UrlConnectionHttpClient.create();
        AwsSimulatorOptions options =
                AwsSimulatorOptions.defaults().withSpeed(SPEED).withSeed(seed);
        try (var drill = WireDrill.inTurnBy(way, Scenario.named(scenario), options, http)) {
            RollbackReport report = drill.run(r -> r.withWaitUntil(WaitUntil.MITIGATED));
            return new End(
                    "seed %d %s".formatted(seed, told),
                    report,
                    drill.running(),
                    drill.effectiveDeployments(),
                    drill.writes());
        } finally {
            proxy.join().close();
        }
    }

    /** One batch at a time: more would be lost by load alone. */
    private static synchronized List<End> ends(String scenario, String write, LongStream seeds) {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<CompletableFuture<End>> ends = seeds.mapToObj(
                            seed -> CompletableFuture.supplyAsync(() -> end(scenario, write, seed), threads))
                    .toList();
            return ends.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void update_answeredByAProxy_theReportSaysWhatHappened() {
        assertThat(ends("bad-deploy", "UpdateService", LongStream.rangeClosed(1, SEEDS)))
                .hasSize(SEEDS)
                .noneMatch(End::isFalse)
                .anyMatch(end -> end.report.changed() == Changed.YES);
    }

    @Test
    void stop_answeredByAProxy_theReportSaysWhatHappened() {
        assertThat(ends("deploy-in-progress", "StopServiceDeployment", LongStream.rangeClosed(1001, 1000 + SEEDS)))
                .hasSize(SEEDS)
                .noneMatch(End::isFalse)
                .anyMatch(end -> end.report.changed() == Changed.YES);
    }
}
