package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.plan.Statement;
import io.incidentiq.rollback.report.RollbackReport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in scenario ends as its table says. */
class ScenarioTableTest {
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    bad-deploy              | ROLLED_BACK            | -                     | 41 | 0
                    already-rolled-back     | NOTHING_TO_DO          | -                     | 41 | 0
                    run-twice               | NOTHING_TO_DO          | -                     | 41 | 0
                    inactive-previous       | ROLLED_BACK            | -                     | 40 | 0
                    never-deployed-previous | ROLLED_BACK            | -                     | 40 | 0
                    hotfix-also-bad         | ROLLED_BACK            | -                     | 41 | 0
                    late-alarm              | ROLLED_BACK            | -                     | 41 | 0
                    reregistered            | NOTHING_TO_DO          | -                     | 43 | 0
                    config-only             | ROLLED_BACK            | -                     | 41 | 0
                    shared-sidecar          | ROLLED_BACK            | -                     | 41 | 0
                    flapping                | ROLLED_BACK            | -                     | 41 | 0
                    deploy-in-progress      | ROLLED_BACK            | -                     | 41 | 0
                    breaker-rolling-back    | ROLLED_BACK            | -                     | 41 | 0
                    throttled               | ROLLED_BACK            | -                     | 41 | 0
                    slow-drain              | ROLLED_BACK            | -                     | 41 | 0
                    stuck-rollout           | FAILED                 | timeout               | 41 | 1
                    rollback-reverted       | FAILED                 | rollback-reverted     | 42 | 1
                    target-also-bad         | NOT_RECOVERED          | error-rate-high       | 41 | 1
                    no-candidate            | REFUSED                | no-candidate          | 1  | 3
                    mutable-tag             | REFUSED                | no-candidate          | 42 | 3
                    not-correlated          | REFUSED                | deployment-correlates | 42 | 3
                    migration-found         | REFUSED                | no-migrations         | 42 | 3
                    fix-in-progress         | REFUSED                | foreign-deployment    | 43 | 3
                    no-metrics              | ROLLED_BACK_UNVERIFIED | no-data               | 41 | 4
                    superseded              | SUPERSEDED             | superseded            | 43 | 5
                    """)
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
