package io.incidentiq.rollback.testkit;

import io.incidentiq.rollback.defaults.HttpHealthProbe;
import io.incidentiq.rollback.port.HealthProbe;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class HttpHealthProbeContractTest extends HealthProbeContract {
    private final LoopbackEndpoints endpoints = new LoopbackEndpoints();
    private Duration deadline = Duration.ofSeconds(5);

    @AfterEach
    void stop() {
        endpoints.close();
    }

    @Override
    protected HealthProbe probe() {
        return HttpHealthProbe.create().withDeadline(deadline);
    }

    @Override
    protected URI healthy() {
        return endpoints.answering(200);
    }

    @Override
    protected URI sick() {
        return endpoints.answering(503);
    }

    @Override
    protected URI silent() {
        deadline = Duration.ofSeconds(2); // short, yet long enough for a slow machine to connect
        return endpoints.silent();
    }

    @Override
    protected URI unreachable() {
        return endpoints.unreachable();
    }

    @Override
    protected URI forbidden() {
        return endpoints.answering(403);
    }
}
