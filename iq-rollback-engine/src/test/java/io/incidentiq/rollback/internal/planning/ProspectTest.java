package io.incidentiq.rollback.internal.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether the window can decide, as the plan says it. */
class ProspectTest {
    private static String text(int requestsPerMinute) {
        return Worlds.badDeploy()
                .counted(requestsPerMinute)
                .plan()
                .prospect()
                .orElseThrow()
                .text();
    }

    @Test
    void muchTraffic_decidesAtTheFirstLook() {
        assertThat(text(200))
                .isEqualTo("200 requests a minute: 5 min can show a return from 7.58 to 0.500 in 98 of 100 cases");
    }

    @Test
    void littleTraffic_needsLonger() {
        assertThat(text(20))
                .matches(
                        "20 requests a minute: 5 min can show a return from 9.44 to 0.00 .*; about \\d+ min are needed");
    }

    @Test
    void hardlyAnyTraffic_isTooLittleAndThePlanWarns() {
        var plan = Worlds.badDeploy().counted(3).withoutHealth().plan();

        assertThat(plan.prospect().orElseThrow().tooLittle()).isTrue();
        assertThat(plan.warnings())
                .anyMatch(w -> w.contains("can hardly show") && w.contains("name a health endpoint"));
    }

    @Test
    void bareRates_haveNone() {
        assertThat(Worlds.badDeploy().plan().prospect()).isEmpty();
    }
}
