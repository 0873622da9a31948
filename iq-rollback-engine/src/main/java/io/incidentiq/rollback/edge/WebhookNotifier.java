package io.incidentiq.rollback.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Posts {@code {"text": …}} to an incoming webhook, as Slack and its like accept it. The address is a secret: no message, log or
 * {@code toString} holds it. Thread-safe.
 */
public final class WebhookNotifier implements Notifier {
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final URI address;
    private final HttpClient client;

    private WebhookNotifier(URI address) {
        this.address = address;
        this.client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    }

    /**
     * Returns a notifier for one webhook.
     *
     * @throws IllegalArgumentException if {@code address} isn't an http or https address with a host
     */
    public static WebhookNotifier to(URI address) {
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException("webhook: expected an http or https address with a host");
        }
        return new WebhookNotifier(address);
    }

    @Override
    public void send(Notification notification) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(DEADLINE)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body(notification)))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status < 200 || status > 299) {
                throw ProviderException.of(kind(status), "the webhook answered " + status);
            }
        } catch (IOException e) {
            throw ProviderException.of(
                    Kind.UNAVAILABLE,
                    "the webhook could not be reached: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderException.of(Kind.UNAVAILABLE, "interrupted while the webhook was asked");
        }
    }

    private static Kind kind(int status) {
        if (status == 429) {
            return Kind.THROTTLED;
        }
        return status < 500 ? Kind.DENIED : Kind.UNAVAILABLE;
    }

    private static String body(Notification notification) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("text", notification.text());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return text.toString();
    }

    @Override
    public boolean reachesPeople() {
        return true;
    }

    /** Returns a text without the address. */
    @Override
    public String toString() {
        return "webhook";
    }
}
