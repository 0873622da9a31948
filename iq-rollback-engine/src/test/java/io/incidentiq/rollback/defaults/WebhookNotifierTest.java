package io.incidentiq.rollback.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ProviderException.Kind;
import io.incidentiq.rollback.port.ServiceId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebhookNotifierTest {
    private static final Notification MESSAGE = new Notification(
            Notification.Moment.STARTED,
            new ServiceId("production", "payments"),
            null,
            "rolling back \"payments\"\nto 41 ü");

    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Consumer<Throwable> failure(Kind kind, boolean mayHaveHappened) {
        return e -> {
            assertThat(e).isInstanceOf(ProviderException.class);
            assertThat(((ProviderException) e).kind()).isEqualTo(kind);
            assertThat(((ProviderException) e).mayHaveHappened()).isEqualTo(mayHaveHappened);
        };
    }

    @Test
    void send_message_postsItsTextAsJson() {
        WebhookNotifier.to(server.uri("/status/200")).send(MESSAGE);

        assertThat(server.bodies()).containsExactly("{\"text\":\"rolling back \\\"payments\\\"\\nto 41 ü\"}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "<!channel>, &lt;!channel&gt;",
                "<https://evil|approve>, &lt;https://evil|approve&gt;",
                "&lt;!here&gt;, &amp;lt;!here&amp;gt;",
                "a\u001b[2Jb\u202e, a\\\\u001b[2Jb\\\\u202e"
            })
    void send_marksThatActInSlackOrOnATerminal_areShown(String text, String shown) {
        var message = new Notification(MESSAGE.moment(), MESSAGE.service(), null, text);

        WebhookNotifier.to(server.uri("/status/200")).send(message);

        assertThat(server.bodies()).containsExactly("{\"text\":\"" + shown + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"302, DENIED", "400, DENIED", "403, DENIED", "404, DENIED", "429, THROTTLED", "500, UNAVAILABLE"})
    void send_refused_saysWhy(int status, Kind kind) {
        assertThatThrownBy(() ->
                        WebhookNotifier.to(server.uri("/status/" + status)).send(MESSAGE))
                .hasMessage("webhook: expected 2xx, found " + status)
                .satisfies(failure(kind, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/drop"})
    void send_noAnswer_mayHaveHappened(String path) {
        // Long enough for a slow machine to connect: giving up before that certainly sent nothing.
        WebhookNotifier notifier = WebhookNotifier.to(server.uri(path)).withDeadline(Duration.ofSeconds(2));

        assertThatThrownBy(() -> notifier.send(MESSAGE)).satisfies(failure(Kind.UNAVAILABLE, true));
    }

    @Test
    void send_nobodyListens_certainlyDidNotHappen() {
        WebhookNotifier notifier = WebhookNotifier.to(server.uri("/status/200"));
        server.close();

        assertThatThrownBy(() -> notifier.send(MESSAGE)).satisfies(failure(Kind.UNAVAILABLE, false));
    }

    @Test
    void send_interrupted_keepsTheFlag() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> WebhookNotifier.to(server.uri("/silent")).send(MESSAGE))
                .satisfies(failure(Kind.UNAVAILABLE, true));

        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://hooks.example.org/T0/secret", "hooks/secret", "https:secret", "file:///secret"})
    void to_notHttp_throwsWithoutTheAddress(String address) {
        assertThatThrownBy(() -> WebhookNotifier.to(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(address)
                .hasMessageNotContaining("/secret")
                .hasNoCause();
    }
}
