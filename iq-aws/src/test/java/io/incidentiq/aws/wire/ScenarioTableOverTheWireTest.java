package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Every built-in scenario ends over the wire as it does through the ports. */
@Execution(ExecutionMode.CONCURRENT)
class ScenarioTableOverTheWireTest {
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvFileSource(files = "../iq-simulator/src/test/resources/scenario-table.csv", delimiter = '|')
    void run_builtInScenario_endsAsThroughThePorts(String scenario, String outcome, String reason, int runs, int exit) {
        Drilled end = Drilled.named(scenario);

        assertThat(end.report().outcome()).as(end.told()).hasToString(outcome);
        assertThat(end.report().reason().map(Object::toString).orElse("-"))
                .as(end.told())
                .isEqualTo(reason);
        assertThat(end.runs()).as(end.told()).isEqualTo(runs);
        assertThat(end.report().exitCode()).as(end.told()).isEqualTo(exit);
        assertThat(end.effective())
                .as("effective deployments")
                .isEqualTo(end.report().changed().toString().equals("yes") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "not-correlated,deployment-correlates",
        "migration-found,no-migrations",
        "fix-in-progress,foreign-deployment"
    })
    void run_blockedGateOverridden_rollsBack(String scenario, String gate) {
        Drilled end = Drilled.named(scenario, gate);

        assertThat(end.report().outcome()).as(end.told()).hasToString("ROLLED_BACK");
        assertThat(end.runs()).isEqualTo(41);
        assertThat(end.report().exitCode()).isZero();
    }
}
