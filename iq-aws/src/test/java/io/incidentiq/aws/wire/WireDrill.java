package io.incidentiq.aws.wire;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.aws.alarm.CloudWatchAlarms;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackEngineBuilder;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.testkit.RecordingNotifier;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.Alarm;
import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.SimulatorClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Service;

/** RB-0007 for api-gateway on a scenario that is served over the wire, with everything between as in production but the clock. */
public final class WireDrill implements AutoCloseable {
    static final String SERVICE = "api-gateway";
    public static final ServiceId GATEWAY = new ServiceId("production", SERVICE);
    public static final Executor THREADS = Executors.newCachedThreadPool(WireDrill::daemon);

    private static final int PLANS = 5;
    private static final Duration PLANNING_LIMIT = Duration.ofSeconds(60);

    /** What the last read came to: nothing in time, or what the scenario itself throttled. */
    private static final Pattern OUT_OF_TIME = Pattern.compile(
            "no complete picture within 60 s(; last: .*(no answer within|no answer in time|throttled \\().*)?"
                    + "|no answer within .*");

    private static final Semaphore TURNS = new Semaphore(2);
    private static final HttpClient PAGES =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final StaticCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("drill", "drill"));
    private static final RollbackProcedure PROCEDURE = procedure();

    private final AwsSimulator simulator;
    private final SdkHttpClient http;
    private final EcsClient ecs;
    private final CloudWatchClient cloudWatch;
    private final AwsRollback aws;
    private final SimulatorClock clock;
    private final AtomicBoolean inTurn = new AtomicBoolean();
    private List<WireCall> planning = List.of();

    /** @param way to where the clients of AWS send what the simulator is to get */
    private WireDrill(
            AwsSimulator simulator, UnaryOperator<URI> way, SdkHttpClient http, Consumer<Service.Builder> change)
            throws IOException, InterruptedException {
        URI aws = way.apply(simulator.uri());
        this.simulator = simulator;
        this.http = http;
        this.ecs = EcsClient.builder()
                .endpointOverride(aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(KEYS)
                .httpClient(http)
                .overrideConfiguration(o -> o.addExecutionInterceptor(new Changed(change)))
                .build();
        this.cloudWatch = CloudWatchClient.builder()
                .endpointOverride(aws)
                .region(Region.US_EAST_1)
                .credentialsProvider(KEYS)
                .httpClient(http)
                .build();
        this.clock = SimulatorClock.of(simulator.uri(), THREADS);
        this.aws = AwsRollback.builder()
                .ecs(ecs)
                .cloudWatch(cloudWatch)
                .clock(clock)
                .build();
    }

    /** Serves {@code scenario} to a rollback that speaks through {@code http}, which is closed with the drill. */
    static WireDrill of(Scenario scenario, AwsSimulatorOptions options, SdkHttpClient http) {
        return of(scenario, options, UnaryOperator.identity(), http, service -> {});
    }

    /** As {@link #inTurn}, where what is sent to the simulator goes by {@code way}. */
    public static WireDrill inTurnBy(
            UnaryOperator<URI> way, Scenario scenario, AwsSimulatorOptions options, SdkHttpClient http) {
        WarmUp.done();
        TURNS.acquireUninterruptibly();
        WireDrill drill = of(scenario, options, way, http, service -> {});
        drill.inTurn.set(true);
        return drill;
    }

    private static WireDrill of(
            Scenario scenario,
            AwsSimulatorOptions options,
            UnaryOperator<URI> way,
            SdkHttpClient http,
            Consumer<Service.Builder> change) {
        try {
            return new WireDrill(AwsSimulator.serve(scenario, options), way, http, change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Returns {@link #of} once few others are planning: a scenario's first moments and a plan's minute are short at many times real
     * time.
     */
    static WireDrill inTurn(Scenario scenario, AwsSimulatorOptions options, SdkHttpClient http) {
        return inTurn(scenario, options, http, service -> {});
    }

    /** Returns a drill whose services are seen with {@code change}, for what the simulator doesn't play. */
    static WireDrill inTurn(
            Scenario scenario, AwsSimulatorOptions options, SdkHttpClient http, Consumer<Service.Builder> change) {
        WarmUp.done();
        TURNS.acquireUninterruptibly();
        WireDrill drill = of(scenario, options, UnaryOperator.identity(), http, change);
        drill.inTurn.set(true);
        return drill;
    }

    /**
     * Returns whether a plan isn't there because a busy machine misses its deadlines at many times real time. A plan that came to
     * nothing for another reason, or sooner, is a mistake that a second one would hide.
     */
    private boolean tooSlow(RollbackPlan plan, Instant begun) {
        boolean minuteIsOver = !clock.instant().isBefore(begun.plus(PLANNING_LIMIT));
        return plan.ending()
                .filter(ending -> ending.reason() == Reason.PROVIDER_UNAVAILABLE)
                .filter(ending ->
                        minuteIsOver && OUT_OF_TIME.matcher(ending.detail()).matches())
                .isPresent();
    }

    private void endTurn() {
        if (inTurn.compareAndSet(true, false)) {
            TURNS.release();
        }
    }

    private record Changed(Consumer<Service.Builder> change) implements ExecutionInterceptor {
        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            if (context.response() instanceof DescribeServicesResponse answer) {
                return answer.toBuilder()
                        .services(answer.services().stream()
                                .map(s -> s.copy(change))
                                .toList())
                        .build();
            }
            return context.response();
        }
    }

    /** Loads and compiles what a plan needs, before anything runs at many times real time. */
    private static final class WarmUp {
        static {
            try (var drill =
                    of(Scenario.named("bad-deploy"), AwsSimulatorOptions.defaults(), Apache5HttpClient.create())) {
                drill.engine().build().plan(PROCEDURE, drill.request());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static void done() {}
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "wire-drill");
        thread.setDaemon(true);
        return thread;
    }

    private static RollbackProcedure procedure() {
        try {
            String name = "RB-0007-emergency-rollback-procedure.md";
            byte[] text = Files.readAllBytes(Path.of("..", "runbooks", name));
            return ProcedureBinder.bind(RunbookParser.standard().parse(name, text))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RollbackProcedure runbook() {
        return PROCEDURE;
    }

    public AwsRollback aws() {
        return aws;
    }

    public EcsClient ecs() {
        return ecs;
    }

    public CloudWatchClient cloudWatch() {
        return cloudWatch;
    }

    public SimulatorClock clock() {
        return clock;
    }

    /** From now on nothing listens there. */
    void stopServing() {
        simulator.close();
    }

    void setFaults(AwsFault... faults) {
        simulator.setFaults(faults);
    }

    RollbackEngineBuilder engine() {
        return aws.engine().notifier(RecordingNotifier.create()).time(clock);
    }

    /**
     * Returns what a person would ask, who has told the team already: at many times real time the message's three seconds are
     * milliseconds, which a busy machine needs for other things.
     */
    RollbackRequest request() {
        RollbackRequest request = RollbackRequest.of(SERVICE)
                .requestedBy("alice", "5xx")
                .withHealthUrl(URI.create(simulator.uri() + "/health/" + SERVICE))
                .with(new Statement("team-notified", "alice", "told", false));
        return state().field("incidentStart")
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .map(Instant::parse)
                .map(request::withIncidentStart)
                .orElse(request);
    }

    /** Returns the alarm over the service as it has gone off. */
    Alarm alarm() {
        return simulator.alarm(new ServiceId(Simulation.CLUSTER, SERVICE));
    }

    /** Returns what is planned because of what an alarm sends. */
    RollbackPlan planFor(String payload) {
        try {
            Incident incident = CloudWatchAlarms.incident(payload).orElseThrow();
            return engine().build().plan(PROCEDURE, request().withIncident(incident));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public RollbackReport run(UnaryOperator<RollbackRequest> more) {
        try {
            RollbackEngine engine = engine().build();
            RollbackPlan plan = plan(engine, more);
            planning = calls();
            endTurn();
            return engine.run(plan);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private RollbackPlan plan(RollbackEngine engine, UnaryOperator<RollbackRequest> more) throws InterruptedException {
        for (int left = PLANS; ; left--) {
            Instant begun = clock.instant();
            RollbackPlan plan = engine.plan(PROCEDURE, more.apply(request()));
            if (left == 0 || !inTurn.get() || !tooSlow(plan, begun)) {
                return plan;
            }
        }
    }

    /** Returns the calls that were made until the plan was there. */
    List<WireCall> planning() {
        return planning;
    }

    /** Returns what is under {@code path} at the simulator. */
    JsonNode page(String path) {
        var request = HttpRequest.newBuilder(URI.create(simulator.uri() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return JsonNode.parser()
                    .parse(PAGES.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    List<WireCall> calls() {
        return page("/_simulator/calls").asArray().stream().map(WireCall::of).toList();
    }

    public long effectiveDeployments() {
        return calls().stream().filter(WireCall::effective).count();
    }

    /** Returns how many writes took effect in the end: a stop that the deployment outran took none. */
    int undone() {
        return Integer.parseInt(
                service().field("effectiveDeployments").orElseThrow().asNumber());
    }

    /** Returns the writes that were sent, whatever became of them. */
    public List<String> writes() {
        return calls().stream()
                .filter(WireCall::writes)
                .map(WireCall::operation)
                .toList();
    }

    JsonNode state() {
        return page("/_simulator/state");
    }

    /** Returns the service as it truly is. */
    JsonNode service() {
        return state().field("services").orElseThrow().asArray().stream()
                .filter(s -> text(s, "name").equals(SERVICE))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the number of the revision that the service runs, or is on its way to. */
    public int running() {
        String definition = service().field("rollouts").orElseThrow().asArray().stream()
                .filter(r -> r.field("primary").orElseThrow().asBoolean())
                .map(r -> text(r, "definition"))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(definition.substring(definition.indexOf(':') + 1));
    }

    static String text(JsonNode object, String field) {
        return object.field(field).orElseThrow().asString();
    }

    @Override
    public void close() {
        endTurn();
        aws.close();
        ecs.close();
        cloudWatch.close();
        http.close();
        simulator.close();
    }
}
