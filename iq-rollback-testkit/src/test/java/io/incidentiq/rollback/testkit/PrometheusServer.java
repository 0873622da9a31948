package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus on loopback that holds given samples. Where {@code prometheus} or {@code promtool} is not on the PATH a test is
 * skipped, unless the tools are demanded.
 */
final class PrometheusServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final URI address;

    private PrometheusServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param folder for its data
     * @param samples as OpenMetrics writes them, each with its time
     */
    static PrometheusServer start(Path folder, String samples) throws IOException, InterruptedException {
        for (String program : List.of("prometheus", "promtool")) {
            boolean there = onPath(program);
            if (!there) {
                System.err.println("SKIPPED: " + program + " is not on the PATH, so PromQL met no real server");
            }
            assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                    .as("where IQ_DEMAND_TOOLS is set %s must be on the PATH", program)
                    .isTrue();
            assumeTrue(there, program + " is on the PATH");
        }
        Path data = folder.resolve("data");
        Path file = Files.writeString(folder.resolve("samples.txt"), samples);
        Path log = folder.resolve("log.txt");
        Process filling =
                run(log, "promtool", "tsdb", "create-blocks-from", "openmetrics", file.toString(), data.toString());
        assertThat(filling.waitFor()).as(Files.readString(log)).isZero();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process started = run(
                log,
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port);
        var server = new PrometheusServer(started, URI.create("http://127.0.0.1:" + port));
        server.await(log);
        return server;
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Process run(Path log, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    URI address() {
        return address;
    }

    /** Asks again and again: nothing tells that it is ready but its answer. */
    private void await(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        HttpRequest ready = HttpRequest.newBuilder(address.resolve("/-/ready")).build();
        while (!isReady(ready)) {
            assertThat(process.isAlive() && System.nanoTime() < deadline)
                    .as("prometheus is ready within %s: %s", START_LIMIT, Files.readString(log))
                    .isTrue();
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                    .join();
        }
    }

    private static boolean isReady(HttpRequest ready) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(ready, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
