package io.incidentiq.examples.alarm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** A channel's incoming webhook, whose path is its secret. */
final class Webhook implements AutoCloseable {
    static final String SECRET_PATH = "/services/T0/B0/not-to-be-shown";

    private final HttpServer server;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private Webhook(Consumer<String> reader) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(SECRET_PATH, exchange -> {
            try (exchange) {
                JsonNode body = JsonNode.parser().parse(exchange.getRequestBody());
                String text = ServiceDrill.text(body, "text");
                messages.add(text);
                reader.accept(text);
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    static Webhook serve(Consumer<String> reader) throws IOException {
        return new Webhook(reader);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + SECRET_PATH);
    }

    /** Returns the first message that has {@code word} in it; empty as long as none came. */
    Optional<String> told(String word) {
        return messages.stream().filter(text -> text.contains(word)).findFirst();
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
