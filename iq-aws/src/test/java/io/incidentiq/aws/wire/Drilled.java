package io.incidentiq.aws.wire;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.util.Objects.requireNonNull;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** Every built-in scenario and a few more, played over the wire side by side, once for all test classes. */
record Drilled(RollbackReport report, int runs, List<WireCall> planning, List<WireCall> calls, int effective) {
    static final String PAUSED_AT_HOOK = "paused-at-hook";
    static final String NO_HISTORY = "no-history";
    static final String LYING_EVENTS = "lying-events";

    private static final int SPEED = 60;
    private static final AwsSimulatorOptions FAST =
            AwsSimulatorOptions.defaults().withSpeed(SPEED);
    private static final Map<String, CompletableFuture<Drilled>> ENDS = new ConcurrentHashMap<>();

    static {
        Scenario.names().forEach(name -> play(name, Scenario.named(name), speed(name), r -> r, s -> {}));
        override("not-correlated", "deployment-correlates");
        override("migration-found", "no-migrations");
        override("fix-in-progress", "foreign-deployment");
        play(
                PAUSED_AT_HOOK,
                Scenario.named("deploy-in-progress"),
                FAST.withFaults(new AwsFault.PausedAtHook("hook-1")),
                r -> r,
                s -> {});
        play(NO_HISTORY, noHistory(), FAST, r -> r, s -> {});
        play(LYING_EVENTS, Scenario.named("bad-deploy"), FAST, r -> r, Drilled::lie);
    }

    /** A platform that is done with its own rollback half a second after the start must still be at it when the plan is made. */
    private static AwsSimulatorOptions speed(String scenario) {
        return scenario.equals("breaker-rolling-back")
                ? AwsSimulatorOptions.defaults().withSpeed(15)
                : FAST;
    }

    /** What ran before the bad deployment was deployed before ECS remembers. */
    private static Scenario noHistory() {
        return Scenario.create(NO_HISTORY, "the only success before is older than the platform's history")
                .deployed(good(41), Duration.ofDays(100))
                .deployed(bad(42), Duration.ofMinutes(14))
                .withIncidentStarted(Duration.ofMinutes(13));
    }

    private static void lie(Service.Builder service) {
        String name = "(service %s) ".formatted(WireDrill.SERVICE);
        service.events(
                event("1", name + "(deployment ecs-svc/1) deployment failed: tasks failed to start."),
                event("2", name + "rolling back to deployment ecs-svc/2."),
                event("3", name + "has reached a steady state."));
    }

    private static ServiceEvent event(String id, String message) {
        return ServiceEvent.builder()
                .id(id)
                .createdAt(Instant.now())
                .message(message)
                .build();
    }

    private static void override(String scenario, String gate) {
        play(
                overridden(scenario, gate),
                Scenario.named(scenario),
                FAST,
                r -> r.with(new Statement(gate, "alice", "I know", true)),
                s -> {});
    }

    private static String overridden(String scenario, String gate) {
        return scenario + " " + gate;
    }

    private static void play(
            String as,
            Scenario scenario,
            AwsSimulatorOptions options,
            UnaryOperator<RollbackRequest> more,
            Consumer<Service.Builder> change) {
        ENDS.put(as, CompletableFuture.supplyAsync(() -> end(scenario, options, more, change), WireDrill.THREADS));
    }

    private static Drilled end(
            Scenario scenario,
            AwsSimulatorOptions options,
            UnaryOperator<RollbackRequest> more,
            Consumer<Service.Builder> change) {
        try (var drill = WireDrill.inTurn(scenario, options, Apache5HttpClient.create(), change)) {
            RollbackReport report = drill.run(more);
            return new Drilled(report, drill.running(), drill.planning(), drill.calls(), drill.undone());
        }
    }

    /** Returns the end of what was played as {@code name}. */
    static Drilled named(String name) {
        return requireNonNull(ENDS.get(name)).join();
    }

    /** Returns the end of {@code scenario} with {@code gate} overridden. */
    static Drilled named(String scenario, String gate) {
        return named(overridden(scenario, gate));
    }

    static List<Drilled> all() {
        return ENDS.values().stream().map(CompletableFuture::join).toList();
    }

    /** Returns the writes that were sent, whatever became of them. */
    List<String> writes() {
        return calls.stream().filter(WireCall::writes).map(WireCall::operation).toList();
    }

    String told() {
        return "%s%n%s%n%s".formatted(report, report.plan(), report.warnings());
    }
}
