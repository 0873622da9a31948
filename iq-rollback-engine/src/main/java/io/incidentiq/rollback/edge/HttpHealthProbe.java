package io.incidentiq.rollback.edge;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.HealthAnswer.Verdict;
import io.incidentiq.rollback.port.HealthProbe;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Asks over HTTP. 2xx is healthy; 5xx, most 4xx, and a connection without an answer in time are unhealthy; no connection, 401, 403,
 * 404, 429 and too many redirects say more about the asker and are inconclusive. At most 64 KiB of a body are read, and none is kept.
 * Thread-safe.
 */
public final class HttpHealthProbe implements HealthProbe {
    private static final int REDIRECTS = 3;
    private static final int BODY_LIMIT = 64 * 1024;
    private static final Set<Integer> ABOUT_THE_ASKER = Set.of(401, 403, 404, 429);

    private final HttpClient client;
    private final Duration deadline;

    private HttpHealthProbe(Duration deadline) {
        this.deadline = deadline;
        this.client = HttpClient.newBuilder()
                .connectTimeout(deadline)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Returns a probe with a deadline of 5 seconds. */
    public static HttpHealthProbe create() {
        return new HttpHealthProbe(Duration.ofSeconds(5));
    }

    /** Returns a probe with another deadline, for connection and answer each. */
    public HttpHealthProbe withDeadline(Duration limit) {
        return new HttpHealthProbe(limit);
    }

    @Override
    public HealthAnswer probe(URI endpoint) {
        try {
            return follow(endpoint);
        } catch (HttpConnectTimeoutException e) {
            return new HealthAnswer(Verdict.INCONCLUSIVE, "no connection within " + deadline.toMillis() + " ms");
        } catch (HttpTimeoutException e) {
            return new HealthAnswer(Verdict.UNHEALTHY, "no answer within " + deadline.toMillis() + " ms");
        } catch (IOException e) {
            return new HealthAnswer(
                    Verdict.INCONCLUSIVE, "no connection: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HealthAnswer(Verdict.INCONCLUSIVE, "interrupted");
        } catch (IllegalArgumentException e) {
            return new HealthAnswer(Verdict.INCONCLUSIVE, "not an http address");
        }
    }

    private HealthAnswer follow(URI endpoint) throws IOException, InterruptedException {
        URI address = endpoint;
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(deadline).GET().build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            drop(response.body());
            Optional<String> location = response.headers().firstValue("Location");
            boolean redirects = response.statusCode() >= 300 && response.statusCode() < 400 && location.isPresent();
            if (!redirects) {
                return answer(response.statusCode());
            }
            address = address.resolve(location.get());
        }
        return new HealthAnswer(Verdict.INCONCLUSIVE, "more than " + REDIRECTS + " redirects");
    }

    private static void drop(InputStream body) throws IOException {
        try (body) {
            body.readNBytes(BODY_LIMIT);
        }
    }

    private static HealthAnswer answer(int status) {
        if (status >= 200 && status < 300) {
            return new HealthAnswer(Verdict.HEALTHY, String.valueOf(status));
        }
        boolean unhealthy = status >= 400 && !ABOUT_THE_ASKER.contains(status);
        return new HealthAnswer(unhealthy ? Verdict.UNHEALTHY : Verdict.INCONCLUSIVE, String.valueOf(status));
    }
}
