package io.incidentiq.rollback.edge;

import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages to the log, which tells nobody. Thread-safe. */
public final class LogNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(LogNotifier.class);

    @Override
    public void send(Notification notification) {
        LOG.info("{} {}", notification.moment(), notification.text());
    }

    @Override
    public boolean reachesPeople() {
        return false;
    }
}
