package io.incidentiq.rollback.defaults;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends over HTTP/1.1; redirects are the caller's. {@link #send} looks at status and headers only: a body is never read. Thread-safe.
 */
final class StatusClient {
    private static final Duration LONGEST_DEADLINE = Duration.ofHours(1);

    private final @Nullable Executor executor;
    private @Nullable HttpClient client;

    /** @param executor runs the client's own tasks; null for threads of its own */
    StatusClient(@Nullable Executor executor) {
        this.executor = executor;
    }

    /** Sends once. The request's timeout ends with the answer's headers. */
    HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http().send(request, BodyHandlers.ofInputStream());
        response.body().close();
        return response;
    }

    /** Made on first use, because a client starts a thread. */
    synchronized HttpClient http() {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER);
            if (executor != null) {
                builder.executor(executor);
            }
            client = builder.build();
        }
        return client;
    }

    static boolean isHttp(URI uri) {
        return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && uri.getHost() != null;
    }

    static void requirePositive(Duration deadline) {
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("deadline must be > 0, found " + deadline);
        }
        if (deadline.compareTo(LONGEST_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "deadline must be at most %s, found %s".formatted(LONGEST_DEADLINE, deadline));
        }
    }

    /** Returns a duration for people, such as {@code 5 s} or {@code 100 ms}. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
