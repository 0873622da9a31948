package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.RollbackRequest;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is given to type when the engine did not come to a good end. */
class ByHandTest {
    private static List<HandCommand> commands(String scenario, UnaryOperator<RollbackRequest> more) {
        return Drills.play(Drills.simulation(scenario, 1), more).byHand();
    }

    /** Names each command by its third word, or its first where it is no aws command. */
    private static String kinds(List<HandCommand> commands) {
        return commands.stream()
                .map(c -> List.of(c.command().split(" ")))
                .map(words -> words.get(words.get(0).equals("aws") ? 2 : 0))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "bad-deploy,            ''",
        "migration-found,       describe-services update-service wait curl get-metric-statistics",
        "rollback-reverted,     describe-services update-service wait curl get-metric-statistics",
        "superseded,            describe-services curl get-metric-statistics",
        "stuck-rollout,         describe-services wait curl get-metric-statistics",
        "target-also-bad,       describe-services curl get-metric-statistics",
        "no-metrics,            describe-services curl get-metric-statistics",
        "no-candidate,          ''"
    })
    void byHand_perEnding_isWhatTheEngineHadLeftToDo(String scenario, String expected) {
        assertThat(kinds(commands(scenario, r -> r))).isEqualTo(expected);
    }

    @Test
    void byHand_afterOurDeploymentWasThrownBack_namesTheVettedRevisionAndTheRunbooksLines() {
        List<HandCommand> commands = commands("rollback-reverted", r -> r);

        assertThat(commands)
                .contains(new HandCommand(
                        "aws ecs update-service --cluster production --service api-gateway --task-definition api-gateway:41",
                        59));
        assertThat(commands.stream().map(HandCommand::line)).containsExactly(null, 59, 69, 79, 82);
    }

    @Test
    void byHand_onceMitigated_readsTheWindowThatTheEngineWouldHaveJudged() {
        HandCommand metric = commands("no-metrics", r -> r).get(2);

        assertThat(metric.command())
                .contains("--dimensions Name=Service,Value=api-gateway --start-time 20")
                .endsWith("--period 60 --statistics Average");
    }

    @Test
    void byHand_platformReturnsElsewhereThanNamed_waitsForItBeforeTheUpdate() {
        List<HandCommand> commands = commands("breaker-rolling-back", r -> r.withTarget("40"));

        assertThat(kinds(commands)).isEqualTo("wait describe-services update-service wait curl get-metric-statistics");
        assertThat(commands.get(2).command()).endsWith("--task-definition api-gateway:40");
    }
}
