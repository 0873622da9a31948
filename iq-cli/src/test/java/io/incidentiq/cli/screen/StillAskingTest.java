package io.incidentiq.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.UnansweredRead;
import io.incidentiq.rollback.port.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillAskingTest {
    private static final Instant START = Instant.parse("2026-02-14T02:19:00Z");
    private static final ServiceId SERVICE = new ServiceId("production", "payments");

    private final List<String> told = new ArrayList<>();
    private final StillAsking asking = new StillAsking(told::add);

    private void unanswered(int second, String trouble) {
        unanswered(0, second, trouble);
    }

    private void unanswered(int begun, int second, String trouble) {
        asking.unanswered(new UnansweredRead(SERVICE, START.plusSeconds(begun), START.plusSeconds(second), trouble));
    }

    @Test
    void unanswered_forAWhile_isToldOnce() {
        for (int second = 0; second < 60; second++) {
            unanswered(second, "no such host");
        }

        assertThat(told).containsExactly("iq: no plan yet: no such host; it is asked again, for a minute at most");
    }

    @Test
    void unanswered_firstReadThatHangs_isToldAsSoonAsItFails() {
        unanswered(20, "no answer in time");

        assertThat(told).hasSize(1);
    }

    @Test
    void unanswered_hiccup_isNotTold() {
        unanswered(0, "throttled");
        unanswered(3, "throttled");

        assertThat(told).isEmpty();
    }

    @Test
    void unanswered_planMadeAnew_isToldOfItsOwn() {
        unanswered(5, "no such host");
        unanswered(600, 602, "throttled");
        unanswered(600, 605, "no such host");

        assertThat(told).hasSize(2);
    }
}
