package io.incidentiq.rollback.defaults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers a query as a test says, on loopback, and keeps what it was asked. */
final class PrometheusStub implements AutoCloseable {
    static final String NOTHING = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<HttpExchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Answer any = exchange -> {};

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    PrometheusStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Returns an answer of one series: seconds and value in turn. */
    static String series(Object... timesAndValues) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < timesAndValues.length; i += 2) {
            pairs.add("[%s,\"%s\"]".formatted(timesAndValues[i], timesAndValues[i + 1]));
        }
        return NOTHING.replace("[]", "[{\"metric\":{},\"values\":[" + String.join(",", pairs) + "]}]");
    }

    private void take(HttpExchange exchange) throws IOException {
        var form = new HashMap<String, String>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        exchanges.add(exchange);
        forms.add(form);
        answers.getOrDefault(form.getOrDefault("query", ""), any).to(exchange);
    }

    private static Answer whole(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    void answers(String body) {
        any = whole(200, body);
    }

    void answers(int status, String body) {
        any = whole(status, body);
    }

    /** Answers one query in a way of its own. */
    void answers(String promql, String body) {
        answers.put(promql, whole(200, body));
    }

    void hangs() {
        any = exchange -> {};
    }

    void hangsWithin() {
        any = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        };
    }

    void drops() {
        any = HttpExchange::close;
    }

    void answersWithoutEnd() {
        any = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var part = new byte[1 << 16];
            OutputStream body = exchange.getResponseBody();
            for (int i = 0; i < 10_000; i++) {
                body.write(part);
            }
        };
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    int asked() {
        return exchanges.size();
    }

    private HttpExchange last() {
        return exchanges.get(exchanges.size() - 1);
    }

    String path() {
        return last().getRequestURI().getPath();
    }

    Map<String, String> form() {
        return forms.get(forms.size() - 1);
    }

    String header(String name) {
        return last().getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
