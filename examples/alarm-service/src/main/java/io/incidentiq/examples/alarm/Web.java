package io.incidentiq.examples.alarm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's pages. It speaks plain HTTP: TLS is for what stands in front of it. */
final class Web implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);
    private static final int LONGEST_BODY = 512 * 1024;
    private static final int SECONDS_FOR_LAST_ANSWERS = 1;
    private static final Pattern ROLLBACK = Pattern.compile("/rollbacks/([0-9a-f-]{36})(/plan|/report|/approval)?");

    private final Deliveries deliveries;
    private final Rollbacks rollbacks;
    private final byte[] authorization;
    private final HttpServer server;
    private final ExecutorService threads;

    private Web(Pages pages, HttpServer server, ExecutorService threads) {
        this.deliveries = pages.deliveries();
        this.rollbacks = pages.rollbacks();
        this.authorization = ("Bearer " + pages.secret()).getBytes(StandardCharsets.UTF_8);
        this.server = server;
        this.threads = threads;
    }

    /** What stands behind the pages, and the secret that an approval has to bring. */
    record Pages(Deliveries deliveries, Rollbacks rollbacks, String secret) {
        @Override
        public String toString() {
            return "Pages";
        }
    }

    /** Serves on {@code address}, by {@code threads}, which are shut down with it. */
    static Web serve(InetSocketAddress address, Pages pages, ExecutorService threads) throws IOException {
        // A client that dawdles would hold a thread for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        HttpServer server = HttpServer.create(address, 0);
        var web = new Web(pages, server, threads);
        server.setExecutor(threads);
        server.createContext("/", web::handle);
        server.start();
        return web;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return Answer.refused(413, "expected %d bytes at most, found more".formatted(LONGEST_BODY));
        }
        try {
            return answer(exchange, new String(body, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            LOG.error(
                    "{} {} failed",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    e);
            return Answer.refused(500, "an error of this service; its log says more");
        }
    }

    private Answer answer(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        Matcher rollback = ROLLBACK.matcher(path);
        boolean alarms = path.equals("/alarms");
        if (!alarms && !rollback.matches()) {
            return Answer.refused(404, "expected /alarms, or /rollbacks/ID with /plan, /report, /approval or nothing");
        }
        String page = alarms ? path : rollback.group(2);
        String method = alarms || "/approval".equals(page) ? "POST" : "GET";
        if (!exchange.getRequestMethod().equals(method)) {
            return Answer.refused(405, "expected " + method);
        }
        return alarms ? deliveries.take(body) : rollback(exchange, rollback.group(1), page, body);
    }

    private Answer rollback(HttpExchange exchange, String id, @Nullable String page, String body) {
        boolean approval = "/approval".equals(page);
        if (approval && !knowsTheSecret(exchange)) {
            LOG.warn("rollback {}: an approval without the secret was refused", id);
            return Answer.refused(401, "expected the header Authorization: Bearer SECRET, with this service's secret");
        }
        Optional<AlarmCase> found = rollbacks.find(id);
        if (found.isEmpty()) {
            return Answer.refused(404, "no such rollback since this service started");
        }
        AlarmCase alarmCase = found.get();
        if (approval) {
            return approval(alarmCase, body);
        }
        if (page == null) {
            return alarmCase.status();
        }
        Optional<String> json = "/plan".equals(page)
                ? alarmCase.plan().map(RollbackPlan::toJson)
                : alarmCase.report().map(RollbackReport::toJson);
        return json.map(text -> new Answer(200, text))
                .orElseGet(() -> Answer.refused(404, "there is none yet; look at /rollbacks/" + id));
    }

    private Answer approval(AlarmCase alarmCase, String body) {
        try {
            return rollbacks.approve(alarmCase, Approval.of(body));
        } catch (IllegalArgumentException e) {
            return Answer.refused(400, String.valueOf(e.getMessage()));
        }
    }

    /** Takes as long for a wrong secret as for the right one. */
    private boolean knowsTheSecret(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null && MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8), authorization);
    }

    @Override
    public void close() {
        server.stop(SECONDS_FOR_LAST_ANSWERS);
        threads.shutdownNow();
    }
}
