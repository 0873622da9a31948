package io.incidentiq.aws.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Moto's server, which has an ECS, a CloudWatch and an STS among others. Where it is not on the PATH a test is skipped, unless the tools are demanded. */
public final class Moto implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private Moto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param without what a skip says that was not tested
     */
    public static Moto start(String without) throws IOException {
        boolean there = onPath("moto_server");
        if (!there) {
            System.err.println("SKIPPED: moto_server is not on the PATH, so " + without);
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
        var moto = new Moto(started, port);
        moto.await();
        return moto;
    }

    /** Returns its address. */
    public String uri() {
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
    private void await() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                assertThat(process.isAlive() && System.nanoTime() < deadline)
                        .as("moto_server listens within %s: %s", START_LIMIT, e)
                        .isTrue();
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                        .join();
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
