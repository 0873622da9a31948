package io.incidentiq.examples.alarm;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.SimulatorClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The service with everything around it: a simulated AWS, an SNS, a webhook, and whoever talks to it. */
final class ServiceDrill implements AutoCloseable {
    static final String SECRET = "a secret of the rehearsal";
    static final String SERVICE = "payments-service";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PAUSE_MILLIS = 50;

    private final AwsSimulator simulator;
    private final SdkHttpClient awsHttp = Apache5HttpClient.create();
    private final ExecutorService portThreads = Executors.newFixedThreadPool(16);
    private final SimulatorClock clock;
    private final AwsRollback aws;
    private final FakeSns sns;
    private final AlarmService service;
    private final AtomicInteger alarms = new AtomicInteger();

    private ServiceDrill(double speed, FakeSns sns, URI webhook) throws IOException, InterruptedException {
        this.sns = sns;
        this.simulator = AwsSimulator.serve(
                Scenario.named("bad-deploy"), AwsSimulatorOptions.defaults().withSpeed(speed));
        this.clock = SimulatorClock.of(simulator.uri(), portThreads);
        this.aws = aws();
        int port = freePort();
        this.service = AlarmService.start(
                Settings.of(Map.of(
                        "ALARM_LISTEN",
                        "127.0.0.1:" + port,
                        "ALARM_TOPICS",
                        FakeSns.TOPIC,
                        "ALARM_RUNBOOK",
                        runbook().toString(),
                        "ALARM_SECRET",
                        SECRET,
                        "ALARM_WEBHOOK",
                        webhook.toString())),
                new AlarmService.World(sns, sns.chain(), aws, clock));
    }

    /** Plays a bad deployment, so many times faster than real time. */
    static ServiceDrill at(double speed, FakeSns sns, URI webhook) throws IOException, InterruptedException {
        return new ServiceDrill(speed, sns, webhook);
    }

    private AwsRollback aws() {
        var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("drill", "drill"));
        return AwsRollback.builder()
                .ecs(EcsClient.builder()
                        .endpointOverride(simulator.uri())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(keys)
                        .httpClient(awsHttp)
                        .build())
                .cloudWatch(CloudWatchClient.builder()
                        .endpointOverride(simulator.uri())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(keys)
                        .httpClient(awsHttp)
                        .build())
                .clock(clock)
                .build();
    }

    /** RB-0007, but for the health endpoint, which is the simulator's. */
    private Path runbook() throws IOException {
        Path original = repository().resolve("runbooks/RB-0007-emergency-rollback-procedure.md");
        Path copy = Files.createTempFile("RB-0007-", ".md");
        copy.toFile().deleteOnExit();
        return Files.writeString(
                copy,
                Files.readString(original)
                        .replace("https://api.company.com/<service>/health", simulator.uri() + "/health/<service>"));
    }

    /** The tests run in the module's folder, the rehearsal anywhere in the repository. */
    private static Path repository() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("runbooks")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run it within the repository"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** Returns an alarm as CloudWatch words it; each call's is another change of it. */
    String alarm() {
        Instant incident = Instant.parse(text(simulator("/_simulator/state"), "incidentStart"));
        return alarm("ALARM", incident.plus(Duration.ofMinutes(3)).plusMillis(alarms.getAndIncrement()));
    }

    static String alarm(String state, Instant changed) {
        return """
                {"AlarmName":"payments-service-5xx","AlarmDescription":null,"AWSAccountId":"123456789012",
                "NewStateValue":"%s","NewStateReason":"Threshold Crossed: 3 datapoints were greater than the threshold (5.0).",
                "StateChangeTime":"%s+0000","Region":"US East (N. Virginia)",
                "AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:payments-service-5xx",
                "OldStateValue":"OK","OKActions":[],"AlarmActions":["%s"],"InsufficientDataActions":[],
                "Trigger":{"MetricName":"ErrorRate","Namespace":"IncidentIQ/Demo","StatisticType":"Statistic",
                "Statistic":"AVERAGE","Unit":null,"Dimensions":[{"value":"%s","name":"Service"}],
                "Period":60,"EvaluationPeriods":3,"DatapointsToAlarm":3,
                "ComparisonOperator":"GreaterThanThreshold","Threshold":5.0,"TreatMissingData":"missing",
                "EvaluateLowSampleCountPercentile":""}}""".formatted(state, FakeSns.millis(changed), FakeSns.TOPIC, SERVICE);
    }

    /** Returns a signed delivery of {@link #alarm()}. */
    String delivery() throws GeneralSecurityException {
        return sns.signed(FakeSns.notification(alarm(), now()));
    }

    /** Delivers an alarm; returns the id of its rollback. */
    String deliver() throws GeneralSecurityException {
        return text(json(post("/alarms", delivery())), "rollback");
    }

    HttpResponse<String> post(String path, String body) {
        return send(to(path).POST(BodyPublishers.ofString(body)));
    }

    /** Approves with the secret. */
    HttpResponse<String> approve(String id, String form) {
        return send(to("/rollbacks/" + id + "/approval")
                .header("Authorization", "Bearer " + SECRET)
                .POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    int port() {
        return service.port();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(PATIENCE);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static String text(JsonNode object, String name) {
        return object.field(name)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElse("");
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonNode.parser().parse(answer.body());
    }

    /** Looks at a rollback until it is as wanted. */
    JsonNode await(String id, Predicate<JsonNode> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode status = json(get("/rollbacks/" + id));
        while (!wanted.test(status)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not as wanted within " + PATIENCE + ": " + status);
            }
            Thread.sleep(PAUSE_MILLIS);
            status = json(get("/rollbacks/" + id));
        }
        return status;
    }

    static boolean is(JsonNode status, String state) {
        return text(status, "state").equals(state);
    }

    static boolean teamKnows(JsonNode status) {
        return status.field("teamKnows").orElseThrow().asBoolean();
    }

    /** Returns how often the simulated AWS was told to change something. */
    long writes() {
        return simulator("/_simulator/calls").asArray().stream()
                .filter(call -> !text(call, "effect").equals("none"))
                .count();
    }

    private JsonNode simulator(String page) {
        return json(send(HttpRequest.newBuilder(URI.create(simulator.uri() + page))));
    }

    /** Deploys as somebody else would. */
    void somebodyDeploys() {
        send(HttpRequest.newBuilder(simulator.uri())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.UpdateService")
                .POST(BodyPublishers.ofString("""
                        {"cluster":"production","service":"%s","forceNewDeployment":true}""".formatted(SERVICE))));
    }

    /** Ends the service as a signal would. */
    void stop() {
        service.close();
    }

    @Override
    public void close() {
        service.close();
        aws.close();
        awsHttp.close();
        simulator.close();
        portThreads.shutdownNow();
    }
}
