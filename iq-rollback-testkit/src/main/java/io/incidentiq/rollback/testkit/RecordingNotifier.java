package io.incidentiq.rollback.testkit;

import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is sent, and counts as reaching people. Thread-safe. */
public final class RecordingNotifier implements Notifier {
    private final List<Notification> sent = new CopyOnWriteArrayList<>();

    private RecordingNotifier() {}

    /** Returns a notifier that was sent nothing yet. */
    public static RecordingNotifier create() {
        return new RecordingNotifier();
    }

    @Override
    public void send(Notification notification) {
        sent.add(notification);
    }

    /** Returns true. */
    @Override
    public boolean reachesPeople() {
        return true;
    }

    /** Returns what was sent so far, the oldest first. */
    public List<Notification> sent() {
        return List.copyOf(sent);
    }
}
