package io.incidentiq.rollback.testkit;

import io.incidentiq.rollback.port.TimeSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

class SystemTimeContractTest extends TimeSourceContract {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Override
    protected TimeSource timeSource() {
        return TimeSource.system(threads);
    }
}
