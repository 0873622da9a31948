package io.incidentiq.rollback.defaults;

import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages to the log, at INFO under the name of this class. A log tells nobody. Thread-safe. */
public final class LogNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(LogNotifier.class);

    private LogNotifier() {}

    /** Returns a notifier that writes to slf4j. */
    public static LogNotifier create() {
        return new LogNotifier();
    }

    @Override
    public void send(Notification notification) {
        LOG.info(
                "{} {}: {}",
                notification.moment(),
                notification.service(),
                VisibleText.lines(notification.text()).replace("\n", "\n    "));
    }

    /** Returns false. */
    @Override
    public boolean reachesPeople() {
        return false;
    }
}
