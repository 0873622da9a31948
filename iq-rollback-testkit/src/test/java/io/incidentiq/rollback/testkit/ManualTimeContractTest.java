package io.incidentiq.rollback.testkit;

import io.incidentiq.rollback.port.TimeSource;
import java.time.Instant;

class ManualTimeContractTest extends TimeSourceContract {
    @Override
    protected TimeSource timeSource() {
        return ManualTime.startingAt(Instant.parse("2026-01-05T02:00:00Z"));
    }
}
