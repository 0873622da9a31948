package io.incidentiq.rollback.port;

import java.net.URI;

/** Asks a service's health endpoint. */
public interface HealthProbe {
    /** Asks once. Trouble of any kind is an answer, not an exception. */
    HealthAnswer probe(URI endpoint);
}
