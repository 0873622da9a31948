package io.incidentiq.simulator.aws.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Protocol;
import io.incidentiq.simulator.aws.protocol.Reply;
import io.incidentiq.simulator.aws.protocol.Request;
import io.incidentiq.simulator.aws.protocol.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes requests off the wire, lets one after another into the simulated world, and puts the answers on it. */
public final class Handler implements HttpHandler {
    private static final int MAX_BODY = 1 << 20;
    private static final int TOO_LARGE = 413;

    private final Pages pages;

    public Handler(Pages pages) {
        this.pages = pages;
    }

    public void setFaults(List<AwsFault> faults) {
        synchronized (pages) {
            pages.faults().set(faults);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            if (reply.status() != Reply.LOST) {
                reply.describe(exchange.getResponseHeaders());
                exchange.getResponseHeaders()
                        .set("x-amzn-RequestId", UUID.randomUUID().toString());
                exchange.sendResponseHeaders(reply.status(), reply.bytes().length);
                exchange.getResponseBody().write(reply.bytes());
            }
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            return Reply.json(TOO_LARGE, Tree.of("message", "The body is longer than %d bytes".formatted(MAX_BODY)));
        }
        String path = exchange.getRequestURI().getPath();
        Optional<Request> request = Protocol.parse(path, exchange.getRequestHeaders(), bytes);
        return request.map(this::slowly).orElseGet(() -> {
            synchronized (pages) {
                return pages.get(exchange.getRequestMethod(), path);
            }
        });
    }

    private Reply slowly(Request request) {
        Duration half = latency().dividedBy(2);
        pause(half);
        Reply reply;
        Duration delay;
        synchronized (pages) {
            reply = answer(request);
            delay = pages.faults().delay(request.operation());
        }
        pause(half.plus(delay));
        return reply;
    }

    /** A mistake of the simulator's own must not look like a lost answer. */
    private Reply answer(Request request) {
        try {
            return pages.answer(request);
        } catch (RuntimeException e) {
            return Reply.error(request.protocol(), AwsError.ofServer("InternalFailure", "The simulator failed: " + e));
        }
    }

    private Duration latency() {
        synchronized (pages) {
            return pages.faults().latency();
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
