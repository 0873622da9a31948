package io.incidentiq.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchedServicesTest {
    private static final ServiceId SERVICE = new ServiceId("production", "payments");
    private final AtomicLong nanos = new AtomicLong();
    private final WatchedServices watched = new WatchedServices(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void isNew_firstLookAndFirstForLong_only() {
        assertThat(watched.isNew(SERVICE)).isTrue();
        pass(Duration.ofSeconds(60));
        assertThat(watched.isNew(SERVICE)).isFalse();
        pass(Duration.ofSeconds(61));
        assertThat(watched.isNew(SERVICE)).isTrue();
    }

    @Test
    void written_whileItIsWatched_isRemembered() {
        watched.explain(SERVICE, "known");
        watched.written(SERVICE);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMinutes(20));
            watched.isNew(SERVICE);
        }

        assertThat(watched.isWritten(SERVICE)).isTrue();
        assertThat(watched.isExplained(SERVICE, "known")).isFalse();
    }

    @Test
    void manyServices_notLookedAtForAnHour_areForgotten() {
        for (int i = 0; i < 1000; i++) {
            var service = new ServiceId("production", "service-" + i);
            watched.isNew(service);
            watched.written(service);
            watched.explain(service, "known");
        }
        pass(Duration.ofMinutes(61));

        watched.isNew(SERVICE);

        assertThat(watched.size()).isEqualTo(1);
    }
}
