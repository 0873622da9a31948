package io.incidentiq.aws.proxy;

import io.incidentiq.aws.wire.WireDrill;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Stands between a client and the platform, and answers in the platform's place where it is told to. One request a connection. */
final class MeddlingProxy implements AutoCloseable {
    private final URI platform;
    private final ServerSocket server;
    private final Function<String, Optional<Meddling>> meddles;

    /** @param passesOn whether the platform gets the request before its answer is thrown away */
    record Meddling(boolean passesOn, ForeignAnswer answer) {}

    /** @param text the whole of it, a character a byte */
    private record Request(String operation, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** @param meddles from an operation's name to what is done about it; empty to leave it alone */
    MeddlingProxy(URI platform, Function<String, Optional<Meddling>> meddles) {
        this.platform = platform;
        this.meddles = meddles;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WireDrill.THREADS.execute(this::acceptAll);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns what it stands before. */
    URI platform() {
        return platform;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                WireDrill.THREADS.execute(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = read(new BufferedInputStream(connection.getInputStream()));
            if (request.text.isEmpty()) {
                return;
            }
            Optional<Meddling> meddling = meddles.apply(request.operation);
            byte[] answer = meddling.isPresent() ? new byte[0] : passOn(request);
            if (meddling.isPresent()) {
                if (meddling.get().passesOn) {
                    passOn(request);
                }
                answer = meddling.get().answer.bytes();
            }
            connection.getOutputStream().write(answer);
            connection.getOutputStream().flush();
        } catch (IOException e) {
            return; // one of the two is gone
        }
    }

    private byte[] passOn(Request request) throws IOException {
        try (var there = new Socket(platform.getHost(), platform.getPort())) {
            there.getOutputStream().write(request.bytes());
            there.getOutputStream().flush();
            return closing(there.getInputStream().readAllBytes());
        }
    }

    /** A client must not take the connection for one that is kept. */
    private static byte[] closing(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("\r\n", "\r\nConnection: close\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads a whole request, and asks for the connection to end with its answer. */
    private static Request read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        String operation = "";
        int length = 0;
        String line = line(in);
        if (line.isEmpty()) {
            return new Request("", "");
        }
        if (line.contains("/operation/")) {
            operation = line.replaceFirst(".*/operation/(\\w+).*", "$1");
        }
        for (; !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-target:")) {
                operation = line.substring(line.lastIndexOf('.') + 1).trim();
            } else if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
            if (!lower.startsWith("connection:")) {
                bytes.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        bytes.writeBytes("Connection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(in.readNBytes(length));
        return new Request(operation, bytes.toString(StandardCharsets.ISO_8859_1));
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
