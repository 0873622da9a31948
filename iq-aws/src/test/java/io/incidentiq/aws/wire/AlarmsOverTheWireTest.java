package io.incidentiq.aws.wire;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.simulator.Alarm;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What an alarm says of the place is compared with where the service truly is. */
@Execution(ExecutionMode.CONCURRENT)
class AlarmsOverTheWireTest {
    private static final String ELSEWHERE = "999988887777";

    private static Scenario badDeploy() {
        return Scenario.create("alarmed", "an alarm went off over a bad deployment")
                .deployed(good(40), Duration.ofDays(12))
                .deployed(good(41), Duration.ofDays(5))
                .deployed(bad(42), Duration.ofMinutes(14));
    }

    private static RollbackPlan planned(Scenario scenario, Function<Alarm, String> payload) {
        try (var drill =
                WireDrill.inTurn(scenario, AwsSimulatorOptions.defaults().withSpeed(1), Apache5HttpClient.create())) {
            return drill.planFor(payload.apply(drill.alarm()));
        }
    }

    private static Ending refusal(Function<Alarm, String> payload) {
        return planned(badDeploy(), payload).ending().orElseThrow();
    }

    @Test
    void alarmOfTheServicesOwnPlace_isPlanned() {
        assertThat(planned(badDeploy(), Alarm::snsMessage).ending()).isEmpty();
        assertThat(planned(badDeploy(), Alarm::event).ending()).isEmpty();
    }

    @Test
    void alarmOfAnotherRegion_isRefused() {
        assertThat(refusal(a -> a.withRegion("eu-west-1").snsMessage()).reason())
                .isEqualTo(Reason.INCIDENT_ELSEWHERE);
        assertThat(refusal(a -> a.withRegion("eu-west-1").event()).reason()).isEqualTo(Reason.INCIDENT_ELSEWHERE);
    }

    @Test
    void alarmOfAnotherAccount_isRefused() {
        assertThat(refusal(a -> a.withAccount(ELSEWHERE).snsMessage()).reason()).isEqualTo(Reason.INCIDENT_ELSEWHERE);
        assertThat(refusal(a -> a.withAccount(ELSEWHERE).event()).reason()).isEqualTo(Reason.INCIDENT_ELSEWHERE);
    }

    @Test
    void alarmOfAMonitoringAccount_isPlannedByTheMetricsAccount() {
        assertThat(planned(badDeploy(), a -> a.withMonitoringAccount(ELSEWHERE).snsMessage())
                        .ending())
                .isEmpty();
    }

    @Test
    void alarmOfAnotherServiceInAnySpelling_isBlocked() {
        RollbackPlan plan = planned(
                badDeploy(),
                a -> a.withMetric("Shop", "Errors5xx", Map.of("service", "gateway-of-others"))
                        .event());

        assertThat(plan.gate(GateIds.INCIDENT_ELSEWHERE).orElseThrow().status()).isEqualTo(GateStatus.BLOCKED);
    }

    @Test
    void mutedAlarm_asksWhetherTheIncidentGoesOn() {
        RollbackPlan plan = planned(badDeploy(), a -> a.withMuteRule().event());

        assertThat(plan.gate(GateIds.INCIDENT_ONGOING).orElseThrow().evidence()).startsWith("the alarm is muted");
    }

    @Test
    void alarmThatCountsABlipBeforeTheDeployment_correlatesByTheOnset() {
        Scenario blip = Scenario.create("earlier-blip", "an unrelated blip before the deployment")
                .deployed(good(40), Duration.ofDays(12))
                .deployed(good(41), Duration.ofDays(5))
                .before(Duration.ofMinutes(17), Change.dependencyFails(30, Duration.ofMinutes(1)))
                .deployed(bad(42), Duration.ofMinutes(13));

        RollbackPlan plan = planned(blip, a -> a.withDatapoints(4, 15).snsMessage());

        assertThat(plan.gate(GateIds.DEPLOYMENT_CORRELATES).orElseThrow().toString())
                .startsWith("deployment-correlates PASSED")
                .contains("by the alarm; the metric got worse at");
    }
}
