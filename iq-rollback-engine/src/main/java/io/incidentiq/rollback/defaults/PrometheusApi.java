package io.incidentiq.rollback.defaults;

import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@code /api/v1/query_range} by POST, which keeps the query out of addresses and logs, and takes one of any length. Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus's HTTP API</a>
 */
final class PrometheusApi {
    private final URI endpoint;
    private final Map<String, Supplier<String>> headers;
    private final Duration deadline;
    private final StatusClient client;

    /** One query over the instants {@code first}, {@code first + step}, … up to {@code last}. */
    record Range(String promql, Instant first, Instant last, Duration step) {}

    /**
     * What one query gave.
     *
     * @param values by the instant that each was computed at; those that are numbers
     * @param complete whether the server gave no warning
     */
    record Answer(Map<Instant, Double> values, boolean complete) {}

    private PrometheusApi(URI endpoint, Map<String, Supplier<String>> headers, Duration deadline, StatusClient client) {
        this.endpoint = endpoint;
        this.headers = headers;
        this.deadline = deadline;
        this.client = client;
    }

    static PrometheusApi at(URI address) {
        boolean plain = address.getUserInfo() == null && address.getQuery() == null && address.getFragment() == null;
        if (!StatusClient.isHttp(address) || !plain) {
            throw new IllegalArgumentException("prometheus address: expected http://host/… or https://host/… without"
                    + " user, query and fragment, found something else (not shown: it may be secret)");
        }
        String path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
        URI endpoint = URI.create(
                "%s://%s%s/api/v1/query_range".formatted(address.getScheme(), address.getRawAuthority(), path));
        return new PrometheusApi(endpoint, Map.of(), Duration.ofSeconds(10), new StatusClient(null));
    }

    PrometheusApi withHeader(String name, Supplier<String> value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new PrometheusApi(endpoint, more, deadline, client);
    }

    PrometheusApi withDeadline(Duration other) {
        return new PrometheusApi(endpoint, headers, other, client);
    }

    PrometheusApi withExecutor(Executor executor) {
        return new PrometheusApi(endpoint, headers, deadline, new StatusClient(executor));
    }

    /** Asks all at the same time, within one deadline for their whole answers. */
    List<Answer> ask(List<Range> ranges) {
        if (ranges.isEmpty()) {
            return List.of();
        }
        long end = System.nanoTime() + deadline.toNanos();
        List<HttpRequest> requests = ranges.stream().map(this::request).toList();
        HttpClient http = client.http();
        List<CompletableFuture<HttpResponse<byte[]>>> sent = requests.stream()
                .map(request -> http.sendAsync(request, info -> new CappedBody()))
                .toList();
        var answers = new ArrayList<Answer>();
        try {
            for (CompletableFuture<HttpResponse<byte[]>> one : sent) {
                answers.add(PrometheusAnswer.of(one.get(end - System.nanoTime(), TimeUnit.NANOSECONDS)));
            }
        } catch (TimeoutException e) {
            throw late().causedBy(e);
        } catch (ExecutionException e) {
            throw trouble(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderException.of(Kind.UNAVAILABLE, "prometheus: interrupted before its answer came")
                    .causedBy(e);
        } finally {
            sent.forEach(one -> one.cancel(true));
        }
        return answers;
    }

    private HttpRequest request(Range range) {
        String form = "query=%s&start=%s&end=%s&step=%d"
                .formatted(
                        URLEncoder.encode(range.promql, StandardCharsets.UTF_8),
                        URLEncoder.encode(range.first.toString(), StandardCharsets.UTF_8),
                        URLEncoder.encode(range.last.toString(), StandardCharsets.UTF_8),
                        range.step.toSeconds());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(deadline)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        headers.forEach((name, value) -> {
            try {
                request.setHeader(name, value.get());
            } catch (RuntimeException e) { // its message may hold the value
                throw ProviderException.of(
                        Kind.DENIED,
                        "prometheus: the header %s could not be had, or isn't one: %s"
                                .formatted(name, e.getClass().getSimpleName()));
            }
        });
        return request.build();
    }

    private ProviderException late() {
        return ProviderException.of(
                Kind.UNAVAILABLE,
                "prometheus: expected an answer within %s, found none".formatted(StatusClient.text(deadline)));
    }

    private ProviderException trouble(@Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return late().causedBy(cause);
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return ProviderException.unreachable("prometheus: no connection: unknown host, refused or unreachable")
                    .causedBy(cause);
        }
        ProviderException trouble = ProviderException.of(
                Kind.UNAVAILABLE,
                cause instanceof CappedBody.TooLarge
                        ? "prometheus: expected an answer of at most %d MB, found more".formatted(CappedBody.MOST >> 20)
                        : cause instanceof SSLException
                                ? "prometheus: no connection: TLS failed"
                                : "prometheus: no answer: connection lost");
        return cause instanceof IOException ? trouble.causedBy(cause) : trouble;
    }
}
