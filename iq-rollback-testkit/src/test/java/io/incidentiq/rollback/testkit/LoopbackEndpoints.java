package io.incidentiq.rollback.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Addresses on loopback that answer, keep silent, or are gone; each holds {@link #SECRET}. */
final class LoopbackEndpoints implements AutoCloseable {
    static final String SECRET = "T0B0secret";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    LoopbackEndpoints() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", LoopbackEndpoints::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String status = exchange.getRequestURI().getPath().split("/", -1)[1];
        if (!status.equals("silent")) {
            exchange.sendResponseHeaders(Integer.parseInt(status), -1);
        }
    }

    URI answering(int status) {
        return uri(server.getAddress().getPort(), Integer.toString(status));
    }

    URI silent() {
        return uri(server.getAddress().getPort(), "silent");
    }

    URI unreachable() {
        try (var closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return uri(closedAtOnce.getLocalPort(), "gone");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path + "/" + SECRET);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
