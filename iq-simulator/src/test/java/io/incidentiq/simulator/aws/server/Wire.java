package io.incidentiq.simulator.aws.server;

import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.CborCodec;
import io.incidentiq.simulator.aws.protocol.Codec;
import io.incidentiq.simulator.aws.protocol.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A simulated AWS and a plain HTTP client that speaks its protocols. */
public final class Wire implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-02-14T02:14:00Z");

    private final AwsSimulator simulator;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Wire(AwsSimulator simulator) {
        this.simulator = simulator;
    }

    /** Serves a built-in scenario so slowly that nothing happens by itself. */
    public static Wire standingStill(String scenario, AwsFault... faults) {
        return of(Scenario.named(scenario), slow().withFaults(faults));
    }

    public static AwsSimulatorOptions slow() {
        return AwsSimulatorOptions.defaults().withStart(START).withSpeed(0.001);
    }

    public static Wire of(Scenario scenario, AwsSimulatorOptions options) {
        try {
            return new Wire(AwsSimulator.serve(scenario, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer: its status, its headers, and what its body says. */
    public record Answer(HttpResponse<byte[]> response, Body body) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String error() {
            return status() + " " + body.textOr("__type", "") + ": " + body.textOr("message", "");
        }
    }

    public AwsSimulator simulator() {
        return simulator;
    }

    public Answer ecs(String operation, Map<String, ?> body) throws IOException {
        return ecs(operation, new JsonCodec().write(body));
    }

    public Answer ecs(String operation, byte[] body) throws IOException {
        return json("AmazonEC2ContainerServiceV20141113." + operation, "1.1", body);
    }

    public Answer cloudWatch(String operation, Map<String, ?> body) throws IOException {
        return json("GraniteServiceVersion20100801." + operation, "1.0", new JsonCodec().write(body));
    }

    private Answer json(String target, String version, byte[] body) throws IOException {
        return read(
                new JsonCodec(),
                request("/")
                        .header("X-Amz-Target", target)
                        .header("Content-Type", "application/x-amz-json-" + version)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Answer cbor(String operation, Map<String, ?> body) throws IOException {
        return cbor(operation, new CborCodec().write(body));
    }

    public Answer cbor(String operation, byte[] body) throws IOException {
        return read(
                new CborCodec(),
                request("/service/GraniteServiceVersion20100801/operation/" + operation)
                        .header("smithy-protocol", "rpc-v2-cbor")
                        .header("Content-Type", "application/cbor")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public int status(String path) throws IOException {
        return send(request(path).GET()).statusCode();
    }

    public Object get(String path) throws IOException {
        return Objects.requireNonNull(
                new JsonCodec().read(send(request(path).GET()).body()));
    }

    public List<Body> calls() throws IOException {
        return ((List<?>) get("/_simulator/calls")).stream().map(Body::of).toList();
    }

    public Body service(String name) throws IOException {
        return ecs("DescribeServices", Map.of("cluster", "production", "services", List.of(name)))
                .body()
                .bodies("services")
                .get(0);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.uri() + path));
    }

    private static Answer read(Codec codec, HttpResponse<byte[]> response) {
        Object body = codec.read(response.body());
        return new Answer(response, body == null ? Body.EMPTY : Body.of(body));
    }

    private Answer read(Codec codec, HttpRequest.Builder request) throws IOException {
        return read(codec, send(request));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
