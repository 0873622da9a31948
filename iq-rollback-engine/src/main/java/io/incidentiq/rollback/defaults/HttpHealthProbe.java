package io.incidentiq.rollback.defaults;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.HealthAnswer.Status;
import io.incidentiq.rollback.port.HealthProbe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * Asks over HTTP or HTTPS with GET. 2xx is healthy; 5xx, other 4xx and a connection without an answer in time are unhealthy; all
 * that says more about the asker than about the service is inconclusive: no connection, no TLS, 401, 403, 404, 429, redirects
 * past the limit. Only the status is looked at: a body is never read. Thread-safe; its HTTP client is made by the first probe and
 * has nothing to close.
 */
public final class HttpHealthProbe implements HealthProbe {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> ABOUT_THE_ASKER = Set.of(401, 403, 404, 429);

    private final StatusClient client;
    private final Duration deadline;
    private final int maxRedirects;

    private HttpHealthProbe(StatusClient client, Duration deadline, int maxRedirects) {
        this.client = client;
        this.deadline = deadline;
        this.maxRedirects = maxRedirects;
    }

    /** Returns a probe that waits 5 s at most and follows 3 redirects. */
    public static HttpHealthProbe create() {
        return new HttpHealthProbe(new StatusClient(null), Duration.ofSeconds(5), 3);
    }

    /**
     * Returns a copy with another deadline for the whole probe, redirects included; the default is 5 s.
     *
     * @throws IllegalArgumentException if {@code deadline} isn't positive, or more than an hour
     */
    public HttpHealthProbe withDeadline(Duration deadline) {
        StatusClient.requirePositive(deadline);
        return new HttpHealthProbe(client, deadline, maxRedirects);
    }

    /**
     * Returns a copy that follows another number of redirects; the default is 3, and 0 follows none.
     *
     * @throws IllegalArgumentException if {@code maxRedirects} is below 0
     */
    public HttpHealthProbe withMaxRedirects(int maxRedirects) {
        if (maxRedirects < 0) {
            throw new IllegalArgumentException("maxRedirects must be >= 0, found " + maxRedirects);
        }
        return new HttpHealthProbe(client, deadline, maxRedirects);
    }

    /** Returns a copy whose HTTP client runs its tasks on {@code executor}; the default is threads of its own. */
    public HttpHealthProbe withExecutor(Executor executor) {
        return new HttpHealthProbe(new StatusClient(executor), deadline, maxRedirects);
    }

    @Override
    public HealthAnswer probe(URI endpoint) {
        try {
            return follow(endpoint);
        } catch (HttpConnectTimeoutException e) {
            return inconclusive("no connection within " + StatusClient.text(deadline));
        } catch (ConnectException e) {
            return inconclusive("no connection: " + (hostIsUnknown(e) ? "unknown host" : "refused or unreachable"));
        } catch (SSLException e) {
            return inconclusive("no connection: TLS failed");
        } catch (HttpTimeoutException e) {
            return unhealthy("no answer within " + StatusClient.text(deadline));
        } catch (IOException e) {
            return unhealthy("no answer: connection lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inconclusive("interrupted");
        } catch (RuntimeException e) {
            return inconclusive("not asked: " + e.getClass().getSimpleName());
        }
    }

    private HealthAnswer follow(URI endpoint) throws IOException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        URI next = endpoint;
        for (int redirects = 0; redirects <= maxRedirects; redirects++) {
            if (!StatusClient.isHttp(next)) {
                return inconclusive(redirects == 0 ? "not an http address" : "redirect to no http address");
            }
            HttpResponse<?> response = client.send(get(next, Duration.ofNanos(end - System.nanoTime())));
            var location = response.headers().firstValue("Location");
            if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
                return judge(response.statusCode());
            }
            next = next.resolve(location.get());
        }
        return inconclusive("more than " + maxRedirects + " redirects");
    }

    private static HttpRequest get(URI uri, Duration remaining) throws HttpTimeoutException {
        if (remaining.isZero() || remaining.isNegative()) {
            throw new HttpTimeoutException("deadline reached between redirects");
        }
        return HttpRequest.newBuilder(uri).timeout(remaining).build();
    }

    private static HealthAnswer judge(int status) {
        String seen = Integer.toString(status);
        if (status >= 200 && status < 300) {
            return new HealthAnswer(Status.HEALTHY, seen);
        }
        return status < 400 || ABOUT_THE_ASKER.contains(status) ? inconclusive(seen) : unhealthy(seen);
    }

    private static boolean hostIsUnknown(Throwable trouble) {
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static HealthAnswer unhealthy(String seen) {
        return new HealthAnswer(Status.UNHEALTHY, seen);
    }

    private static HealthAnswer inconclusive(String seen) {
        return new HealthAnswer(Status.INCONCLUSIVE, seen);
    }
}
