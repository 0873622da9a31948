package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Scenario;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What becomes known of tasks that fail in our own deployment. */
@Isolated("counts real time in tenths of a second")
class FailedTasksOverTheWireTest {
    private static final String IMAGE_GONE =
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): image not found";
    private static final Duration FAILS_AFTER = Duration.ofSeconds(8);

    private static WireDrill failing(String reason) {
        Scenario scenario = Scenario.named("bad-deploy")
                .withTaskStart(Duration.ofSeconds(60))
                .afterWrite(FAILS_AFTER, Change.failsToStart(reason));
        return WireDrill.inTurn(scenario, AwsSimulatorOptions.defaults().withSpeed(60), Apache5HttpClient.create());
    }

    @Test
    void failedTask_permanently_endsTheWaitAtOnce() {
        try (var drill = failing(IMAGE_GONE)) {
            RollbackReport report = drill.run(r -> r.withTimeout(Duration.ofMinutes(20)));

            assertThat(report.reason()).as(report.toString()).hasToString("Optional[permanent-task-failure]");
            assertThat(report.detail()).contains(IMAGE_GONE);
            Instant failed = report.progress().sentAt().orElseThrow().plus(FAILS_AFTER);
            assertThat(Duration.between(failed, report.progress().endedAt().orElseThrow()))
                    .as("from the failure to the end, with a look every five seconds")
                    .isLessThan(Duration.ofSeconds(30));
            assertThat(drill.writes()).containsExactly("UpdateService");
        }
    }

    @Test
    void failedTask_thatMayMend_isReportedAndWaitedFor() {
        String reason = "CannotPullContainerError: dial tcp: i/o timeout";
        try (var drill = failing(reason)) {
            RollbackReport report =
                    drill.run(r -> r.withWaitUntil(WaitUntil.MITIGATED).withTimeout(Duration.ofMinutes(3)));

            assertThat(report.warnings()).as(report.toString()).anyMatch(w -> w.contains(reason));
        }
    }
}
