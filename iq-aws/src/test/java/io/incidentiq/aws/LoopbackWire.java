package io.incidentiq.aws;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server on loopback that keeps connections and, where told so, closes one after it has read a request. */
public final class LoopbackWire implements AutoCloseable {
    /** The operations that arrived, in order. */
    final List<String> arrived = new CopyOnWriteArrayList<>();

    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final Function<String, Reply> replies;

    /** What the server does once it has read a request. */
    public record Reply(int status, String body) {
        public static final Reply CLOSE = new Reply(0, "");
        public static final Reply RESET = new Reply(1, "");

        public static Reply ok(String body) {
            return new Reply(200, body);
        }
    }

    /** @param replies from an operation's name to what is done about it */
    public LoopbackWire(Function<String, Reply> replies) {
        this.replies = replies;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::acceptAll);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public long count(String operation) {
        return arrived.stream().filter(operation::equals).count();
    }

    /** Returns how many connections were opened. */
    public int connections() {
        return connections.get();
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "loopback-wire");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.incrementAndGet();
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            for (String operation = read(in); !operation.isEmpty(); operation = read(in)) {
                arrived.add(operation);
                Reply reply = replies.apply(operation);
                if (reply.equals(Reply.RESET)) {
                    connection.setSoLinger(true, 0);
                }
                if (reply.status < 100) {
                    return;
                }
                byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
                String head = "HTTP/1.1 %d X\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: %d\r\n\r\n"
                        .formatted(reply.status, body.length);
                connection.getOutputStream().write((head + reply.body).getBytes(StandardCharsets.UTF_8));
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            return; // the client is gone
        }
    }

    /** Returns the operation of the next request, all of it read; empty at the end. */
    private static String read(InputStream in) throws IOException {
        String operation = "";
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-target:")) {
                operation = line.substring(line.lastIndexOf('.') + 1).trim();
            } else if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        in.readNBytes(length);
        return operation;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
