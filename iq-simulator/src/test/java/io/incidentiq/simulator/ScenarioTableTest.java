package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.Statement;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in scenario ends as its table says. */
class ScenarioTableTest {
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvFileSource(resources = "/scenario-table.csv", delimiter = '|')
    void run_builtInScenario_endsAsItsTableSays(String scenario, String outcome, String reason, int runs, int exit) {
        Simulation simulation = Drills.simulation(scenario, 1);

        RollbackReport report = Drills.play(simulation, r -> r);

        assertThat(report.outcome()).as(report.toString() + report.plan()).hasToString(outcome);
        assertThat(report.reason().map(Object::toString).orElse("-"))
                .as(report.toString())
                .isEqualTo(reason);
        assertThat(Drills.running(simulation, report)).isEqualTo(runs);
        assertThat(report.exitCode()).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({
        "not-correlated,deployment-correlates",
        "migration-found,no-migrations",
        "fix-in-progress,foreign-deployment"
    })
    void run_blockedGateOverridden_rollsBack(String scenario, String gate) {
        Simulation simulation = Drills.simulation(scenario, 1);

        RollbackReport report = Drills.play(simulation, r -> r.with(new Statement(gate, "alice", "I know", true)));

        assertThat(report.outcome()).as(report.toString()).hasToString("ROLLED_BACK");
        assertThat(Drills.running(simulation, report)).isEqualTo(41);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void run_throttledWithLostAnswers_makesOneEffectiveDeployment(long seed) {
        Simulation simulation = Drills.simulation("throttled", seed);

        RollbackReport report = Drills.play(simulation, r -> r);

        assertThat(report.outcome()).as("seed %d: %s", seed, report).hasToString("ROLLED_BACK");
        assertThat(simulation.effectiveDeployments()).as("seed %d", seed).isEqualTo(1);
    }

    @Test
    void run_platformRollsBackByItself_isFollowedWithoutAWrite() {
        Simulation simulation = Drills.simulation("breaker-rolling-back", 1);

        RollbackReport report = Drills.play(simulation, r -> r);

        assertThat(report.changed()).isEqualTo(Changed.NO);
        assertThat(report.calls().writes()).isZero();
        assertThat(simulation.effectiveDeployments()).isZero();
    }

    @Test
    void run_sameSeed_givesTheSameBytes() {
        String one = Drills.play(Drills.simulation("throttled", 7), r -> r).toJson();
        String other = Drills.play(Drills.simulation("throttled", 7), r -> r).toJson();

        assertThat(other).isEqualTo(one);
    }
}
