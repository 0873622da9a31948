package io.incidentiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillAskingTest {
    private static final Instant START = Instant.parse("2026-02-14T02:19:00Z");

    private final List<String> told = new ArrayList<>();
    private final StillAsking asking = new StillAsking(told::add);

    @Test
    void unanswered_forAWhile_isToldOnce() {
        for (int second = 0; second < 60; second++) {
            asking.unanswered(START.plusSeconds(second), "ecs:DescribeServices not sent: no such host");
        }

        assertThat(told)
                .containsExactly("iq: ecs:DescribeServices not sent: no such host; asking again, for a minute at most");
    }

    @Test
    void unanswered_hiccup_isNotTold() {
        asking.unanswered(START, "throttled");
        asking.unanswered(START.plusSeconds(3), "throttled");

        assertThat(told).isEmpty();
    }
}
