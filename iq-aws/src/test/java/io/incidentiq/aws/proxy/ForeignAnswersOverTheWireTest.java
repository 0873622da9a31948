package io.incidentiq.aws.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.aws.proxy.MeddlingProxy.Meddling;
import io.incidentiq.aws.wire.WireDrill;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A proxy's answer says nothing of a write, and nothing that a read could be believed by. */
@Execution(ExecutionMode.CONCURRENT)
class ForeignAnswersOverTheWireTest {
    private static final RevisionId TARGET = RevisionId.parse("api-gateway:41", "");

    enum Client {
        APACHE5,
        URL_CONNECTION;

        SdkHttpClient create() {
            return this == APACHE5 ? Apache5HttpClient.create() : UrlConnectionHttpClient.create();
        }
    }

    /** A platform behind a proxy that answers as it is told at the moment. */
    private static final class Behind implements AutoCloseable {
        volatile Optional<Meddling> told = Optional.empty();
        final AtomicReference<String> operation = new AtomicReference<>("");
        final CompletableFuture<MeddlingProxy> proxy = new CompletableFuture<>();
        final WireDrill drill;

        Behind(String scenario, Client client) {
            this(Scenario.named(scenario), AwsSimulatorOptions.defaults(), client);
        }

        Behind(Scenario scenario, AwsSimulatorOptions options, Client client) {
            UnaryOperator<URI> way = platform -> {
                proxy.complete(new MeddlingProxy(platform, op -> told.filter(m -> op.equals(operation.get()))));
                return proxy.join().uri();
            };
            drill = WireDrill.inTurnBy(way, scenario, options, client.create());
        }

        void meddle(String with, Meddling meddling) {
            operation.set(with);
            told = Optional.of(meddling);
        }

        void leave() {
            told = Optional.empty();
        }

        List<ForeignAnswer> answers() {
            return Stream.concat(
                            ForeignAnswer.ofEveryStatus(proxy.join().platform() + "/").stream(),
                            ForeignAnswer.ofOthers().stream())
                    .toList();
        }

        /** Ports that have asked nothing yet: nothing is remembered, and the budget of calls is whole. */
        AwsRollback fresh() {
            return AwsRollback.builder()
                    .ecs(drill.ecs())
                    .cloudWatch(drill.cloudWatch())
                    .build();
        }

        long arrived(String write) {
            return drill.writes().stream().filter(write::equals).count();
        }

        @Override
        public void close() {
            drill.close();
            proxy.join().close();
        }
    }

    private static void assertUnknown(Behind behind, String write, Consumer<ServiceRegistry> sending) {
        assertUnknown(behind, write, sending, behind.answers(), true, false);
    }

    private static void assertUnknown(
            Behind behind,
            String write,
            Consumer<ServiceRegistry> sending,
            List<ForeignAnswer> answers,
            boolean... effects) {
        var wrong = new ArrayList<String>();
        for (ForeignAnswer answer : answers) {
            for (boolean passesOn : effects) {
                long before = behind.arrived(write);
                behind.meddle(write, new Meddling(passesOn, answer));
                ProviderException e = catchThrowableOfType(
                        ProviderException.class,
                        () -> sending.accept(behind.fresh().registry()));
                behind.leave();
                if (e == null || !e.mayHaveHappened()) {
                    wrong.add("%s, passed on %s: %s".formatted(answer, passesOn, e));
                }
                long sent = behind.arrived(write) - before;
                if (sent != (passesOn ? 1 : 0)) {
                    wrong.add("%s, passed on %s: arrived %d times".formatted(answer, passesOn, sent));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void update_answeredByAProxy_mayHaveHappened_andIsSentOnce(Client client) {
        try (var behind = new Behind("bad-deploy", client)) {
            assertUnknown(behind, "UpdateService", registry -> registry.update(WireDrill.GATEWAY, TARGET));
        }
    }

    private static Consumer<ServiceRegistry> stopping(Behind behind) {
        ServiceRegistry registry = behind.drill.aws().registry();
        DeploymentId going = Objects.requireNonNull(
                        registry.describe(Set.of(WireDrill.GATEWAY)).get(WireDrill.GATEWAY))
                .primary()
                .orElseThrow()
                .id();
        return r -> r.stop(WireDrill.GATEWAY, going);
    }

    @ParameterizedTest
    @EnumSource
    void stop_answeredByAProxy_mayHaveHappened_andIsSentOnce(Client client) {
        try (var behind = new Behind("deploy-in-progress", client)) {
            assertUnknown(behind, "StopServiceDeployment", stopping(behind));
        }
    }

    private static Behind pausedAtAHook() {
        AwsSimulatorOptions paused = AwsSimulatorOptions.defaults().withFaults(new AwsFault.PausedAtHook("hook-1"));
        return new Behind(Scenario.named("deploy-in-progress"), paused, Client.APACHE5);
    }

    @Test
    void goingBackAtAHook_answeredByAProxy_mayHaveHappened_andIsSentOnce() {
        try (var behind = pausedAtAHook()) {
            assertUnknown(behind, "ContinueServiceDeployment", stopping(behind), behind.answers(), false);
        }
    }

    /** The hook is told once: what is told goes back, and waits no more. */
    @Test
    void goingBackAtAHook_doneAndAnsweredByAProxy_mayHaveHappened() {
        List<ForeignAnswer> answers = List.of(
                ForeignAnswer.nothing(),
                ForeignAnswer.of(200, "application/x-amz-json-1.1", "{}"),
                ForeignAnswer.of(403, "text/html", "<html>Forbidden</html>"),
                ForeignAnswer.of(504, "text/html", "<html>Gateway Timeout</html>"));
        for (ForeignAnswer answer : answers) {
            try (var behind = pausedAtAHook()) {
                assertUnknown(behind, "ContinueServiceDeployment", stopping(behind), List.of(answer), true);
            }
        }
    }

    private static Map<String, Consumer<AwsRollback>> reads(Behind behind) {
        var revisions = Set.of(
                new ServiceRevisionId("arn:aws:ecs:us-east-1:111122223333:service-revision/production/api-gateway/1"));
        Instant now = behind.drill.clock().instant().truncatedTo(ChronoUnit.MINUTES);
        Set<DeploymentId> ids = behind
                .drill
                .aws()
                .registry()
                .history(Set.of(WireDrill.GATEWAY), now.minus(Duration.ofDays(30)))
                .values()
                .stream()
                .flatMap(history -> history.deployments().stream())
                .map(d -> d.id())
                .collect(Collectors.toSet());
        var query =
                new MetricQuery("Company/Services", "ErrorRate", Map.of(), Statistic.AVERAGE, Duration.ofMinutes(1));
        var reads = new HashMap<String, Consumer<AwsRollback>>();
        reads.put("DescribeServices", aws -> aws.registry().describe(Set.of(WireDrill.GATEWAY)));
        reads.put(
                "ListServiceDeployments",
                aws -> aws.registry().history(Set.of(WireDrill.GATEWAY), now.minus(Duration.ofDays(3))));
        reads.put("DescribeServiceDeployments", aws -> {
            aws.registry().history(Set.of(WireDrill.GATEWAY), now.minus(Duration.ofDays(30)));
            aws.registry().deployments(WireDrill.GATEWAY, ids);
        });
        reads.put("DescribeServiceRevisions", aws -> aws.registry().serviceRevisions(revisions));
        reads.put("DescribeTaskDefinition", aws -> aws.registry().definitions(Set.of(TARGET)));
        reads.put("ListTaskDefinitions", aws -> aws.registry().activeRevisions("api-gateway", 5));
        reads.put("ListTasks", aws -> aws.registry().failures(WireDrill.GATEWAY, new DeploymentId("ecs-svc/1")));
        reads.put("DescribeTasks", aws -> aws.registry().failures(WireDrill.GATEWAY, new DeploymentId("ecs-svc/1")));
        reads.put("GetMetricData", aws -> aws.metrics().read(Set.of(query), now.minusSeconds(600), now));
        return reads;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeServices",
                "ListServiceDeployments",
                "DescribeServiceDeployments",
                "DescribeServiceRevisions",
                "DescribeTaskDefinition",
                "ListTaskDefinitions",
                "ListTasks",
                "DescribeTasks",
                "GetMetricData"
            })
    void read_answeredByAProxy_isUnavailable_andMayBeAskedAgain(String operation) {
        Scenario crashed = Scenario.named("bad-deploy").before(Duration.ofMinutes(3), Change.crashes(1));
        try (var behind = new Behind(crashed, AwsSimulatorOptions.defaults(), Client.APACHE5)) {
            Consumer<AwsRollback> reading =
                    Optional.ofNullable(reads(behind).get(operation)).orElseThrow();
            var wrong = new ArrayList<String>();
            for (ForeignAnswer answer : behind.answers()) {
                behind.meddle(operation, new Meddling(false, answer));
                ProviderException e =
                        catchThrowableOfType(ProviderException.class, () -> reading.accept(behind.fresh()));
                boolean throttled = e != null && e.kind() == ProviderException.Kind.THROTTLED;
                boolean mayThrottle = answer.toString().contains("{\"__type\":\"ThrottlingException");
                if (e == null
                        || e.mayHaveHappened()
                        || !(e.kind() == ProviderException.Kind.UNAVAILABLE || (throttled && mayThrottle))) {
                    wrong.add(answer + ": " + (e == null ? "was believed" : e.kind() + " " + e));
                }
            }
            assertThat(wrong).isEmpty();
        }
    }
}
