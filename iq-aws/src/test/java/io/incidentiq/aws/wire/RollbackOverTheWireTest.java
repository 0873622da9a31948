package io.incidentiq.aws.wire;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** The two halves together: the adapters roll back what the simulator serves. */
@Execution(ExecutionMode.CONCURRENT)
class RollbackOverTheWireTest {
    @Test
    void run_badDeploy_rollsBackWithOneDeployment() {
        try (var drill = WireDrill.inTurn(
                Scenario.named("bad-deploy"),
                AwsSimulatorOptions.defaults().withSpeed(60),
                Apache5HttpClient.create())) {
            RollbackReport report = drill.run(r -> r);

            assertThat(report.outcome())
                    .as("%s%s%s", report, report.plan(), report.warnings())
                    .hasToString("ROLLED_BACK");
            assertThat(drill.effectiveDeployments()).isEqualTo(1);
            assertThat(drill.writes()).containsExactly("UpdateService");
            assertThat(drill.running()).isEqualTo(41);
        }
    }

    /** A platform's rollback starts the service revision again under the name that it had: its age is not that of the first start. */
    @Test
    void run_platformHasRolledBackByItself_isJudgedFromThenOn() {
        Scenario past = Scenario.create("breaker-rolled-back", "the platform has rolled back by itself")
                .deployed(good(40), Duration.ofDays(12))
                .deployed(good(41), Duration.ofDays(5))
                .deployed(bad(42).withPlaces(2), Duration.ofMinutes(6))
                .before(Duration.ofMinutes(2), Change.breakerTrips())
                .withIncidentStarted(Duration.ofMinutes(5));
        try (var drill =
                WireDrill.inTurn(past, AwsSimulatorOptions.defaults().withSpeed(60), Apache5HttpClient.create())) {
            RollbackReport report = drill.run(r -> r);

            assertThat(report.outcome()).as("%s%s", report, report.plan()).hasToString("NOTHING_TO_DO");
            assertThat(drill.writes()).isEmpty();
        }
    }
}
