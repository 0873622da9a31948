package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@link OtherEcs} against moto's server, or whatever {@code IQ_TEST_ENDPOINT} names. */
@Execution(ExecutionMode.CONCURRENT)
class OtherEndpointTest extends OtherEcs {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private @Nullable Process moto;

    @Override
    URI endpoint() {
        String named = System.getenv("IQ_TEST_ENDPOINT");
        try {
            return URI.create(named == null ? startMoto() : named);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        if (moto != null) {
            moto.destroy();
        }
    }

    private String startMoto() throws IOException {
        boolean there = onPath("moto_server");
        if (!there) {
            System.err.println("SKIPPED: moto_server is not on the PATH, so the adapters did not meet it");
        }
        assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as("where IQ_DEMAND_TOOLS is set moto_server must be on the PATH")
                .isTrue();
        assumeTrue(there, "moto_server is on the PATH");
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process started = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        moto = started;
        await(started, port);
        return "http://127.0.0.1:" + port;
    }

    private static boolean onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Connects again and again: nothing tells that it listens but a connection. */
    private static void await(Process started, int port) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                assertThat(started.isAlive() && System.nanoTime() < deadline)
                        .as("moto_server listens within %s: %s", START_LIMIT, e)
                        .isTrue();
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                        .join();
            }
        }
    }
}
