package io.incidentiq.simulator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.Past;
import io.incidentiq.simulator.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each story is, at its start, what its name says. */
class StoriesTest {
    private static final double SICK = 1.5;

    private static GatewayDrill play(String name) {
        return Past.play(Stories.ALL.stream()
                .filter(story -> story.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    @ParameterizedTest(name = "{0}: {1}, runs {2}, {3}, sick {4}")
    @CsvSource(delimiter = '|', textBlock = """
            newer-release-healthy     | 38 39 40 41 42 43    | 43 | SUCCESSFUL           | false
            fixed-within-a-minute     | 38 39 40 41 42 43    | 43 | SUCCESSFUL           | false
            healed                    | 38 39 40 41 42       | 42 | SUCCESSFUL           | false
            spike-over                | 38 39 40 41 42       | 42 | SUCCESSFUL           | false
            lull                      | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            returned-to-inactive      | 38 39 40 41 42       | 41 | ROLLBACK_SUCCESSFUL  | false
            success-rate              | 39 40 41 42          | 42 | SUCCESSFUL           | true
            incident-in-health-only   | 40 41 42             | 42 | SUCCESSFUL           | false
            blind-metric              | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            undone-once               | 40 41 41 42          | 42 | SUCCESSFUL           | true
            pipeline-retry            | 38 39 40 41 42 42    | 42 | IN_PROGRESS          | true
            redeployed-next-morning   | 38 39 40 41 42 41 42 | 42 | SUCCESSFUL           | true
            unproven-before           | 38 39 40 41 42 43    | 43 | SUCCESSFUL           | true
            slow-burn                 | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            earlier-blip              | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            same-revision-other-image | 38 39 40 41 41       | 41 | SUCCESSFUL           | true
            floating-agent            | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            port-moved                | 38 39 40 41 42 43    | 43 | SUCCESSFUL           | true
            little-traffic            | 40 41 42             | 42 | SUCCESSFUL           | true
            other-incident-before     | 38 39 40 41 42 43 44 | 44 | SUCCESSFUL           | true
            history-behind            | 38 39 40 41 42       | 41 | SUCCESSFUL           | true
            young-suspect             | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            health-recovers-late      | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            not-a-number              | 38 39 40 41 42       | 42 | SUCCESSFUL           | true
            stop-too-late             | 38 39 40 41 42       | 42 | IN_PROGRESS          | true
            late-rollback             | 38 39 40 41 42       | 42 | ROLLBACK_IN_PROGRESS | true
            """)
    void story_atStart_isAsItsNameSays(String name, String deployed, int runs, DeploymentState last, boolean sick) {
        GatewayDrill drill = play(name);

        assertThat(drill.deployed())
                .containsExactlyElementsOf(List.of(deployed.split(" ")).stream()
                        .map(Integer::valueOf)
                        .toList());
        assertThat(drill.runs()).isEqualTo(runs);
        assertThat(drill.last().state()).isEqualTo(last);
        double percent = drill.simulation()
                .truth()
                .now(GatewayDrill.GATEWAY)
                .orElseThrow()
                .errorRatePercent();
        assertThat(percent > SICK).as("%s %%", percent).isEqualTo(sick);
    }

    @Test
    void all_names_areDifferent() {
        assertThat(Stories.ALL)
                .extracting(Scenario::name)
                .doesNotHaveDuplicates()
                .hasSize(26);
    }
}
