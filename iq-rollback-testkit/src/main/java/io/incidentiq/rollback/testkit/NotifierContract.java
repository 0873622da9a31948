package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notification.Moment;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Notifier} keeps. */
@Timeout(30)
public abstract class NotifierContract {
    private static final ServiceId SERVICE = new ServiceId("production", "payments");

    /** Returns a notifier that works. */
    protected abstract Notifier notifier();

    /** Returns notifiers of the same kind that can't send, one for each way to fail; empty where nothing can go wrong. */
    protected abstract List<Notifier> failing();

    /** Returns what no message may show of {@link #notifier()} and {@link #failing()}, such as the secret part of an address. */
    protected abstract Set<String> secrets();

    private static Notification notification(Moment moment, String text) {
        return new Notification(moment, SERVICE, "#incidents", text);
    }

    @Test
    void send_everyMoment_returns() {
        Notifier notifier = notifier();
        for (Moment moment : Moment.values()) {
            assertThatCode(() -> notifier.send(notification(moment, "rolling back")))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void send_noChannel_returns() {
        assertThatCode(() -> notifier().send(new Notification(Moment.ENDED, SERVICE, null, "done")))
                .doesNotThrowAnyException();
    }

    @Test
    void send_awkwardText_returns() {
        assertThatCode(() -> notifier().send(notification(Moment.STARTED, "a \"b\" \\ {}\n\tü 🚨 </script>")))
                .doesNotThrowAnyException();
    }

    @Test
    void send_cannotBeSent_throwsWithoutSecrets() {
        for (Notifier notifier : failing()) {
            Throwable trouble = catchThrowable(() -> notifier.send(notification(Moment.STARTED, "rolling back")));

            assertThat(trouble).isInstanceOf(ProviderException.class);
            assertThat(secrets()).noneMatch(stackTrace(trouble)::contains);
        }
    }

    private static String stackTrace(Throwable trouble) {
        var text = new StringWriter();
        trouble.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void toString_always_showsNoSecret() {
        assertThat(secrets()).noneMatch(notifier().toString()::contains);
    }

    @Test
    void reachesPeople_always_answersTheSame() {
        Notifier notifier = notifier();
        boolean before = notifier.reachesPeople();
        notifier.send(notification(Moment.STARTED, "rolling back"));

        assertThat(notifier.reachesPeople()).isEqualTo(before);
    }
}
