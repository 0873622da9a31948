package io.incidentiq.rollback.defaults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers on loopback as the path says: {@code /status/503}, {@code /redirect/2} (two redirects, then 200), {@code /silent} (holds
 * the exchange until closed), {@code /drop} (closes the connection).
 */
final class LoopbackServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Returns the bodies of the requests answered so far. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        switch (path[1]) {
            case "status" -> exchange.sendResponseHeaders(Integer.parseInt(path[2]), -1);
            case "redirect" -> redirect(exchange, Integer.parseInt(path[2]));
            case "elsewhere" -> {
                exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
                exchange.sendResponseHeaders(302, -1);
            }
            case "endless" -> beginBody(exchange);
            case "drop" -> exchange.close();
            default -> {} // silent: the exchange stays open
        }
    }

    /** Sends the headers and the first byte of a body that never ends; newer servers keep headers back until there is a body. */
    private static void beginBody(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('x');
        exchange.getResponseBody().flush();
    }

    private static void redirect(HttpExchange exchange, int left) throws IOException {
        if (left > 0) {
            exchange.getResponseHeaders().add("Location", "/redirect/" + (left - 1));
        }
        exchange.sendResponseHeaders(left > 0 ? 302 : 200, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
