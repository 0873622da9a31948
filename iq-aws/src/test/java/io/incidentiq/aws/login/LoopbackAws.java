package io.incidentiq.aws.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ECS, and whatever gives credentials, on loopback. It notes who signed what. */
final class LoopbackAws implements AutoCloseable {
    static final String KEY = "ASIASTUBSTUBSTUB0001";
    private static final String SECRET = "stubstubstubstubstub";
    private static final Pattern KEY_ID = Pattern.compile("Credential=([^/]+)/");
    private static final String KEYS = """
            {"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"%s","SecretAccessKey":"%s","Token":"stub-token",
             "Expiration":"2099-01-01T00:00:00Z","LastUpdated":"2026-01-01T00:00:00Z"}""".formatted(KEY, SECRET);

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** Who signed the calls of ECS. */
    final List<String> signers = new CopyOnWriteArrayList<>();

    /** What was asked, with the authorization that came with it. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    LoopbackAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("/container", 200, KEYS);
        answer("/latest/api/token", 200, "imds-token");
        answer("/latest/meta-data/iam/security-credentials/", 200, "web-role");
        answer("/latest/meta-data/iam/security-credentials-extended/", 404, "");
        answer("/latest/meta-data/iam/security-credentials/web-role", 200, KEYS);
        answer("/federation/credentials", 200, """
                {"roleCredentials":{"accessKeyId":"%s","secretAccessKey":"%s","sessionToken":"t","expiration":4070908800000}}""".formatted(KEY, SECRET));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body));
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(path + " " + authorization);
            Answer answer = exchange.getRequestHeaders().containsKey("X-Amz-Target")
                    ? ecs(authorization)
                    : answers.getOrDefault(
                            path.equals("/") ? form(new String(request, StandardCharsets.UTF_8)) : path,
                            new Answer(404, ""));
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", answer.body.startsWith("<") ? "text/xml" : "application/json");
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer ecs(String authorization) {
        Matcher key = KEY_ID.matcher(authorization);
        signers.add(key.find() ? key.group(1) : "nobody");
        return new Answer(
                200,
                "{\"services\":[],\"serviceDeployments\":[],\"failures\":[{\"arn\":\"service/payments\",\"reason\":\"MISSING\"}]}");
    }

    /** STS is asked by forms. */
    private static String form(String body) {
        return body.replaceFirst("(?s).*\\bAction=(\\w+).*", "$1");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
