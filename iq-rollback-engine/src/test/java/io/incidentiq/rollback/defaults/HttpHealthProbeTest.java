package io.incidentiq.rollback.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.HealthAnswer.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HttpHealthProbeTest {
    /** Long enough for a slow machine to connect: no connection is another answer than none. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final HttpHealthProbe probe = HttpHealthProbe.create();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, HEALTHY", "204, HEALTHY", "304, INCONCLUSIVE", "302, INCONCLUSIVE",
        "400, UNHEALTHY", "401, INCONCLUSIVE", "403, INCONCLUSIVE", "404, INCONCLUSIVE",
        "410, UNHEALTHY", "429, INCONCLUSIVE", "500, UNHEALTHY", "503, UNHEALTHY"
    })
    void probe_status_isJudged(int status, Status verdict) {
        assertThat(probe.probe(server.uri("/status/" + status)))
                .isEqualTo(new HealthAnswer(verdict, Integer.toString(status)));
    }

    @Test
    void probe_redirectsWithinTheLimit_judgesTheEnd() {
        assertThat(probe.probe(server.uri("/redirect/3"))).isEqualTo(new HealthAnswer(Status.HEALTHY, "200"));
    }

    @Test
    void probe_redirectsPastTheLimit_isInconclusive() {
        assertThat(probe.withMaxRedirects(1).probe(server.uri("/redirect/2")))
                .isEqualTo(new HealthAnswer(Status.INCONCLUSIVE, "more than 1 redirects"));
    }

    @Test
    void probe_redirectAwayFromHttp_isInconclusive() {
        assertThat(probe.probe(server.uri("/elsewhere")))
                .isEqualTo(new HealthAnswer(Status.INCONCLUSIVE, "redirect to no http address"));
    }

    @Test
    void probe_noAnswer_saysHowLongItWaited() {
        assertThat(probe.withDeadline(SHORT).probe(server.uri("/silent")))
                .isEqualTo(new HealthAnswer(Status.UNHEALTHY, "no answer within 2 s"));
    }

    @Test
    void probe_connectionDropped_isUnhealthy() {
        assertThat(probe.probe(server.uri("/drop")))
                .isEqualTo(new HealthAnswer(Status.UNHEALTHY, "no answer: connection lost"));
    }

    @Test
    void probe_endlessBody_isNotRead() {
        assertThat(probe.probe(server.uri("/endless"))).isEqualTo(new HealthAnswer(Status.HEALTHY, "200"));
    }

    @Test
    void probe_nobodyListens_isInconclusive() {
        URI closed = server.uri("/status/200");
        server.close();

        assertThat(probe.probe(closed))
                .isEqualTo(new HealthAnswer(Status.INCONCLUSIVE, "no connection: refused or unreachable"));
    }

    @Test
    void probe_unknownHost_isInconclusive() {
        assertThat(probe.probe(URI.create("http://no-such-host.invalid/")))
                .isEqualTo(new HealthAnswer(Status.INCONCLUSIVE, "no connection: unknown host"));
    }

    @Test
    void probe_noAnswerToTheTlsGreeting_isNoConnection() {
        URI plain = server.uri("/status/200");

        assertThat(probe.withDeadline(SHORT).probe(URI.create("https://127.0.0.1:" + plain.getPort() + "/")))
                .isEqualTo(new HealthAnswer(Status.INCONCLUSIVE, "no connection within 2 s"));
    }

    @Test
    void probe_noTlsAtTheOtherEnd_isInconclusive() throws IOException {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<?> answered = CompletableFuture.runAsync(() -> answerInPlainText(plain));

            HealthAnswer answer = probe.probe(URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"));

            assertThat(answer.status()).isEqualTo(Status.INCONCLUSIVE);
            // the JDK's client fails at once or, where the end of the stream overtakes the failure, only by the
            // deadline
            assertThat(answer.seen()).isIn("no connection: TLS failed", "no connection within 5 s");
            answered.join();
        }
    }

    private static void answerInPlainText(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes(); // or the close would reset the connection before the answer is read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withExecutor_given_runsTheClientOnIt() {
        var tasks = new AtomicInteger();
        HttpHealthProbe onExecutor = probe.withExecutor(task -> {
            tasks.incrementAndGet();
            new Thread(task).start();
        });

        assertThat(onExecutor.probe(server.uri("/status/200")).status()).isEqualTo(Status.HEALTHY);
        assertThat(tasks).hasPositiveValue();
    }

    @Test
    void with_badLimits_throw() {
        assertThatThrownBy(() -> probe.withDeadline(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> probe.withMaxRedirects(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
