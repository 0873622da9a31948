package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.report.RollbackReport;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsOptions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** The two halves together: the adapters roll back what the simulator serves. */
class RollbackOverTheWireTest {
    @Test
    void run_badDeploy_rollsBackWithOneDeployment() {
        try (var drill = WireDrill.of(
                Scenario.named("bad-deploy"), AwsOptions.defaults().withSpeed(60), Apache5HttpClient.create())) {
            RollbackReport report = drill.run(r -> r);

            assertThat(report.outcome())
                    .as("%s%s%s", report, report.plan(), report.warnings())
                    .hasToString("ROLLED_BACK");
            assertThat(drill.effectiveDeployments()).isEqualTo(1);
            assertThat(drill.writes()).containsExactly("UpdateService");
            assertThat(drill.running()).isEqualTo(41);
        }
    }
}
