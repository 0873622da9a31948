package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.defaults.LogNotifier;
import io.incidentiq.rollback.defaults.WebhookNotifier;
import io.incidentiq.rollback.port.Notifier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Our notifiers under the contract. */
class NotifierContractsTest {
    /** A notifier that cannot fail and holds no secret. */
    abstract static class Harmless extends NotifierContract {
        @Override
        protected List<Notifier> failing() {
            return List.of();
        }

        @Override
        protected Set<String> secrets() {
            return Set.of();
        }
    }

    @Nested
    class Log extends Harmless {
        @Override
        protected Notifier notifier() {
            return LogNotifier.create();
        }

        @Test
        void reachesPeople_log_tellsNobody() {
            assertThat(notifier().reachesPeople()).isFalse();
        }
    }

    @Nested
    class Recording extends Harmless {
        @Override
        protected Notifier notifier() {
            return RecordingNotifier.create();
        }
    }

    @Nested
    class Webhook extends NotifierContract {
        private final LoopbackEndpoints endpoints = new LoopbackEndpoints();

        @AfterEach
        void stop() {
            endpoints.close();
        }

        @Override
        protected Notifier notifier() {
            return WebhookNotifier.to(endpoints.answering(200));
        }

        @Override
        protected List<Notifier> failing() {
            return Stream.of(
                            endpoints.answering(403),
                            endpoints.answering(429),
                            endpoints.answering(503),
                            endpoints.silent(),
                            endpoints.unreachable())
                    .<Notifier>map(address -> WebhookNotifier.to(address).withDeadline(Duration.ofMillis(100)))
                    .toList();
        }

        @Override
        protected Set<String> secrets() {
            return Set.of(LoopbackEndpoints.SECRET);
        }

        @Test
        void reachesPeople_webhook_does() {
            assertThat(notifier().reachesPeople()).isTrue();
        }
    }
}
