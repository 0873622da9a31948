package io.incidentiq.aws.wire;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** An ECS that lags as it goes back, brings the old rollout back as it was, lets a stop lose, and says what nobody knows. */
@Isolated("counts real time in tenths of a second")
class GoingBackOverTheWireTest {
    private static final Duration LATE = Duration.ofSeconds(90);
    private static final AwsSimulatorOptions FAST =
            AwsSimulatorOptions.defaults().withSpeed(30);

    private static Scenario baking() {
        return Scenario.create("going-back", "")
                .deployed(good(40), Duration.ofDays(12))
                .deployed(good(41), Duration.ofDays(5))
                .withBakeTime(Duration.ofMinutes(60))
                .deployed(bad(42), Duration.ofMinutes(12))
                .withIncidentStarted(Duration.ofMinutes(11));
    }

    private static WireDrill drill(Scenario scenario, AwsFault... faults) {
        return WireDrill.inTurn(scenario, FAST.withFaults(faults), Apache5HttpClient.create());
    }

    private static RollbackReport mitigated(WireDrill drill) {
        return drill.run(r -> r.withWaitUntil(WaitUntil.MITIGATED));
    }

    @ParameterizedTest(name = "old rollout returns {0}, primary lags {1}")
    @CsvSource({"true, false", "false, true", "true, true"})
    void stop_ecsLagsOrBringsTheOldRolloutBack_isMitigatedByTheReturn(boolean old, boolean lags) {
        Scenario scenario = old ? baking().withOldRolloutReturning() : baking();
        try (var drill = drill(lags ? scenario.withLaggingPrimary(LATE) : scenario)) {
            RollbackReport report = mitigated(drill);

            assertThat(report.reason()).as(report.toString()).hasValue(Reason.NOT_AWAITED);
            assertThat(drill.writes()).containsExactly("StopServiceDeployment");
            assertThat(drill.running()).isEqualTo(41);
        }
    }

    @Test
    void follow_primaryIsTheBadRolloutForAWhile_isMitigatedOnlyAfterIt() {
        Scenario scenario = baking().before(Duration.ofSeconds(1), Change.deploymentAlarmTrips())
                .withSlowRollbacks(Duration.ofSeconds(2), LATE);
        try (var drill = drill(scenario)) {
            RollbackReport report = mitigated(drill);

            assertThat(report.reason()).as(report.toString()).hasValue(Reason.NOT_AWAITED);
            assertThat(drill.writes()).isEmpty();
            assertThat(drill.running()).isEqualTo(41);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stop_losesTheRace_isPlannedAgainAndUpdated(boolean accepted) {
        try (var drill = drill(accepted ? baking().withStopOutrun() : baking().withStopTooLate())) {
            RollbackReport report = mitigated(drill);

            assertThat(report.reason()).as(report.toString()).hasValue(Reason.NOT_AWAITED);
            assertThat(drill.writes()).containsExactly("StopServiceDeployment", "UpdateService");
            assertThat(drill.running()).isEqualTo(41);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void update_takenBackByEcs_isReverted(boolean old) {
        Scenario scenario = Scenario.named("bad-deploy")
                .withTaskStart(Duration.ofSeconds(120))
                .afterWrite(Duration.ofSeconds(20), Change.deploymentAlarmTrips());
        try (var drill = drill(old ? scenario.withOldRolloutReturning() : scenario)) {
            RollbackReport report = mitigated(drill);

            assertThat(report.reason()).as(report.toString()).hasValue(Reason.ROLLBACK_REVERTED);
            assertThat(report.changed()).isEqualTo(Changed.YES);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "ListServiceDeployments, serviceDeployments.status, SHADOWING",
        "DescribeServices, services.deploymentConfiguration.strategy, WAVES",
        "DescribeServices, services.deploymentController.type, NEBULA",
        "DescribeServices, services.status, HIBERNATING"
    })
    void words_thatNobodyKnows_nothingIsWrittenAndTheyAreNamed(String operation, String path, String word) {
        var shown = List.of(
                new AwsFault.Shows(operation, path, word),
                new AwsFault.Shows("DescribeServiceDeployments", path, word));
        try (var drill = drill(baking(), shown.toArray(AwsFault[]::new))) {
            RollbackReport report = mitigated(drill);

            assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.REFUSED);
            assertThat(report.detail()).doesNotContain("EXTERNAL", "null");
            assertThat(drill.writes()).isEmpty();
        }
    }

    @Test
    void fields_thatNobodyKnows_changeNothing() {
        try (var drill = drill(
                baking(),
                new AwsFault.Shows("DescribeServices", "services.moonPhase", "FULL"),
                new AwsFault.Shows("DescribeServices", "services.deployments.moonPhase", "FULL"),
                new AwsFault.Shows("ListServiceDeployments", "serviceDeployments.moonPhase", "FULL"))) {
            assertThat(mitigated(drill).reason()).hasValue(Reason.NOT_AWAITED);
            assertThat(drill.writes()).containsExactly("StopServiceDeployment");
        }
    }
}
