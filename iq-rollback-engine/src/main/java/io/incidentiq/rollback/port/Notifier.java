package io.incidentiq.rollback.port;

/** Tells the team. */
public interface Notifier {
    /**
     * Sends once, within a few seconds or not at all.
     *
     * @throws ProviderException if it could not be sent; the message holds no address and no token
     */
    void send(Notification notification);

    /** Returns whether people read what is sent. A log tells nobody. */
    boolean reachesPeople();
}
