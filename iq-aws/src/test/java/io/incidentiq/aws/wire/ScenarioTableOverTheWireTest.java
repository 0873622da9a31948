package io.incidentiq.aws.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.plan.RollbackRequest;
import io.incidentiq.rollback.plan.Statement;
import io.incidentiq.rollback.report.RollbackReport;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** Every built-in scenario ends over the wire as it does through the ports. All are played side by side, once for all tests. */
class ScenarioTableOverTheWireTest {
    private static final int SPEED = 60;
    private static final Map<String, CompletableFuture<End>> ENDS = new HashMap<>();

    private record End(RollbackReport report, int runs, long effective) {}

    @BeforeAll
    static void playAll() {
        Scenario.names().forEach(name -> play(name, name, r -> r));
        play("not-correlated", "deployment-correlates");
        play("migration-found", "no-migrations");
        play("fix-in-progress", "foreign-deployment");
    }

    private static void play(String scenario, String gate) {
        play(scenario + " " + gate, scenario, r -> r.with(new Statement(gate, "alice", "I know", true)));
    }

    private static void play(String as, String scenario, UnaryOperator<RollbackRequest> more) {
        ENDS.put(as, CompletableFuture.supplyAsync(() -> end(Scenario.named(scenario), more), WireDrill.THREADS));
    }

    private static End end(Scenario scenario, UnaryOperator<RollbackRequest> more) {
        try (var drill =
                WireDrill.inTurn(scenario, AwsOptions.defaults().withSpeed(SPEED), Apache5HttpClient.create())) {
            return new End(drill.run(more), drill.running(), drill.effectiveDeployments());
        }
    }

    private static End end(String name) {
        return requireNonNull(ENDS.get(name)).join();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvFileSource(files = "../iq-simulator/src/test/resources/scenario-table.csv", delimiter = '|')
    void run_builtInScenario_endsAsThroughThePorts(String scenario, String outcome, String reason, int runs, int exit) {
        End end = end(scenario);

        String told = "%s%n%s%n%s"
                .formatted(end.report(), end.report().plan(), end.report().warnings());
        assertThat(end.report().outcome()).as(told).hasToString(outcome);
        assertThat(end.report().reason().map(Object::toString).orElse("-"))
                .as(told)
                .isEqualTo(reason);
        assertThat(end.runs()).as(told).isEqualTo(runs);
        assertThat(end.report().exitCode()).as(told).isEqualTo(exit);
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
        End end = end(scenario + " " + gate);

        assertThat(end.report().outcome()).as(end.report().toString()).hasToString("ROLLED_BACK");
        assertThat(end.runs()).isEqualTo(41);
        assertThat(end.report().exitCode()).isZero();
    }
}
