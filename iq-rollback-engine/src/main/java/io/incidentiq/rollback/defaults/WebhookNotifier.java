package io.incidentiq.rollback.defaults;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * Posts {@code {"text": …}} to an incoming webhook, as Slack and its like take it; the address decides the channel. Nothing in the
 * text acts there: {@code & < >} are escaped, and control characters are shown. The address
 * is a secret: no message, cause or text form shows it. Redirects are not followed. Thread-safe; its HTTP client is made by the
 * first message and has nothing to close.
 */
public final class WebhookNotifier implements Notifier {
    private static final JsonFactory JSON = new JsonFactory();

    private final StatusClient client;
    private final URI address;
    private final Duration deadline;

    private WebhookNotifier(StatusClient client, URI address, Duration deadline) {
        this.client = client;
        this.address = address;
        this.deadline = deadline;
    }

    /**
     * Returns a notifier that waits 3 s at most for each message.
     *
     * @throws IllegalArgumentException if {@code address} isn't an absolute http or https address
     */
    public static WebhookNotifier to(URI address) {
        if (!StatusClient.isHttp(address)) {
            throw new IllegalArgumentException(
                    "webhook address: expected http://host/… or https://host/…, found something else (not shown: it may be secret)");
        }
        return new WebhookNotifier(new StatusClient(null), address, Duration.ofSeconds(3));
    }

    /**
     * Returns a copy with another deadline for each message; the default is 3 s.
     *
     * @throws IllegalArgumentException if {@code deadline} isn't positive, or more than an hour
     */
    public WebhookNotifier withDeadline(Duration deadline) {
        StatusClient.requirePositive(deadline);
        return new WebhookNotifier(client, address, deadline);
    }

    /** Returns a copy whose HTTP client runs its tasks on {@code executor}; the default is threads of its own. */
    public WebhookNotifier withExecutor(Executor executor) {
        return new WebhookNotifier(new StatusClient(executor), address, deadline);
    }

    /**
     * Posts once.
     *
     * @throws ProviderException {@code THROTTLED} on 429, {@code UNAVAILABLE} on 5xx and where no answer came, {@code DENIED} on
     *     every other status but 2xx; {@link ProviderException#mayHaveHappened()} is true where the answer was lost
     */
    @Override
    public void send(Notification notification) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(deadline)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(notification.text())))
                .build();
        try {
            requireTaken(client.send(request).statusCode());
        } catch (HttpConnectTimeoutException | ConnectException | SSLException e) {
            throw ProviderException.of(Kind.UNAVAILABLE, "webhook: no connection, so nothing was sent")
                    .causedBy(e);
        } catch (IOException e) {
            throw ProviderException.unknownEffect(
                            "webhook: expected an answer within %s, found none".formatted(StatusClient.text(deadline)))
                    .causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderException.unknownEffect("webhook: interrupted before its answer came")
                    .causedBy(e);
        }
    }

    private static void requireTaken(int status) {
        if (status >= 200 && status < 300) {
            return;
        }
        Kind kind = status == 429 ? Kind.THROTTLED : status >= 500 ? Kind.UNAVAILABLE : Kind.DENIED;
        throw ProviderException.of(kind, "webhook: expected 2xx, found " + status);
    }

    private static String json(String text) {
        var json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            generator.writeStartObject();
            generator.writeStringField("text", asSlackShows(text));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter never fails
        }
        return json.toString();
    }

    /** Without it {@code <!channel>} calls everybody, and {@code <address|word>} is a link that says something else. */
    private static String asSlackShows(String text) {
        return VisibleText.lines(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    /** Returns true. */
    @Override
    public boolean reachesPeople() {
        return true;
    }

    /** Returns a text without the address. */
    @Override
    public String toString() {
        return "WebhookNotifier";
    }
}
