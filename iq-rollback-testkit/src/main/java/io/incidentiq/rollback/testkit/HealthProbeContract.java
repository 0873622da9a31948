package io.incidentiq.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.HealthAnswer.Status;
import io.incidentiq.rollback.port.HealthProbe;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link HealthProbe} keeps. */
@Timeout(30)
public abstract class HealthProbeContract {
    private static final int LONGEST_SEEN = 200;

    /** Returns the probe, with a deadline short enough for a test. */
    protected abstract HealthProbe probe();

    /** Returns the address of a service that is well. */
    protected abstract URI healthy();

    /** Returns the address of a service that answers that it is sick. */
    protected abstract URI sick();

    /** Returns the address of a service that can be connected to and never answers. */
    protected abstract URI silent();

    /** Returns an address that nobody listens at. */
    protected abstract URI unreachable();

    /** Returns an address whose service refuses to answer this asker. */
    protected abstract URI forbidden();

    @Test
    void probe_healthy_isHealthy() {
        assertVerdict(healthy(), Status.HEALTHY);
    }

    @Test
    void probe_sick_isUnhealthy() {
        assertVerdict(sick(), Status.UNHEALTHY);
    }

    @Test
    void probe_silent_isUnhealthy() {
        assertVerdict(silent(), Status.UNHEALTHY);
    }

    @Test
    void probe_unreachable_isInconclusive() {
        assertVerdict(unreachable(), Status.INCONCLUSIVE);
    }

    @Test
    void probe_forbidden_isInconclusive() {
        assertVerdict(forbidden(), Status.INCONCLUSIVE);
    }

    @Test
    void probe_noAddressOfAService_isInconclusive() {
        assertVerdict(URI.create("mailto:team@example.org"), Status.INCONCLUSIVE);
        assertVerdict(URI.create("health"), Status.INCONCLUSIVE);
    }

    @Test
    void probe_interrupted_answersAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        HealthAnswer answer = probe().probe(healthy());

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        assertThat(answer.status()).isNotEqualTo(Status.UNHEALTHY);
    }

    private void assertVerdict(URI endpoint, Status expected) {
        HealthAnswer answer = probe().probe(endpoint);

        assertThat(answer.status()).as("%s", answer).isEqualTo(expected);
        assertThat(answer.seen()).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_SEEN);
    }
}
