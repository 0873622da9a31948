package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.procedure.GateIds;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Is the alarm about this service, cluster, account and Region? */
class ElsewhereRuleTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Incident alarm() {
        return Incident.of("payments-5xx");
    }

    private static Incident watching(String namespace, String... dimension) {
        return alarm().withMetric(new Incident.Metric(namespace, "Errors", Map.of(dimension[0], dimension[1])));
    }

    private static Worlds alarmed(Incident incident) {
        return Worlds.badDeploy().request(r -> RollbackRequest.of("payments").withIncident(incident));
    }

    private static Optional<Gate> elsewhere(Worlds world) {
        return world.plan().gate(GateIds.INCIDENT_ELSEWHERE);
    }

    /** Returns what is said of an alarm where the platform's names are ARNs, or aren't. */
    private static Optional<String> objection(Incident incident, String serviceRevision) {
        Suspect suspect = Worlds.badDeploy().plan().suspect().orElseThrow();
        var revision = new ServiceRevision(
                new ServiceRevisionId(serviceRevision),
                suspect.revision().definition(),
                suspect.revision().images());
        return ElsewhereRule.objection(
                alarmed(incident).settings(), new Suspect(suspect.deployment(), revision, suspect.since(), null));
    }

    private static final String HERE = "arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/payments/1";

    @Test
    void plan_ofAnotherService_isBlockedUntilAPersonSaysThatItIsMeant() {
        PlannedRollback plan = alarmed(alarm().withService("checkout").withStart(ago(18), MINUTE))
                .plan();

        Gate gate = plan.gate(GateIds.INCIDENT_ELSEWHERE).orElseThrow();
        assertThat(gate.status()).isEqualTo(GateStatus.BLOCKED);
        assertThat(gate.evidence()).isEqualTo("alarm payments-5xx is about service checkout, not payments");
        assertThat(gate.reason()).isEqualTo(Reason.INCIDENT_ELSEWHERE);
        assertThat(plan.executable()).isFalse();
        assertThat(plan.override(GateIds.INCIDENT_ELSEWHERE, "alice", "checkout calls payments")
                        .gate(GateIds.INCIDENT_ELSEWHERE)
                        .orElseThrow()
                        .status())
                .isEqualTo(GateStatus.OVERRIDDEN);
        assertThat(elsewhere(alarmed(watching("App", "Service", "checkout")))).isPresent();
    }

    @Test
    void plan_ofAnotherCluster_isBlockedUnlessTheRequestNamesIt() {
        Worlds staging = alarmed(alarm().withCluster("staging").withStart(ago(18), MINUTE));

        assertThat(elsewhere(staging).orElseThrow().evidence())
                .isEqualTo("alarm payments-5xx is about cluster staging, not prod (RB-0007:1)");
        assertThat(ElsewhereRule.gate(
                        staging.request(r -> r.withCluster("staging")).settings()))
                .isEmpty();
        Incident both = alarm().withService("checkout").withCluster("staging");
        assertThat(ElsewhereRule.gate(alarmed(both).settings()).orElseThrow().evidence())
                .contains("service checkout, not payments; ", "cluster staging, not prod");
    }

    @Test
    void plan_ofAServiceThatTheAlarmNames_hasNoGateForIt() {
        assertThat(elsewhere(alarmed(alarm()))).isEmpty();
        assertThat(elsewhere(alarmed(alarm().withService("payments").withCluster("prod"))))
                .isEmpty();
        assertThat(elsewhere(alarmed(alarm().withService("checkout").withService("payments"))))
                .isEmpty();
        assertThat(elsewhere(Worlds.badDeploy())).isEmpty();
    }

    @Test
    void objection_alarmOfAnotherAccount_namesBoth() {
        assertThat(objection(alarm().withAccount("999988887777"), HERE))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("is of account 999988887777, and the service is in account 111122223333"));
        assertThat(objection(alarm().withAccount("999988887777").withAccount("111122223333"), HERE))
                .isEmpty();
        assertThat(objection(alarm().withAccount("111122223333"), HERE)).isEmpty();
    }

    @Test
    void objection_alarmOfAnotherRegion_namesBoth() {
        assertThat(objection(alarm().withRegion("us-east-1").withAccount("111122223333"), HERE))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("is of Region us-east-1, and the service is in Region eu-west-1"));
        assertThat(objection(alarm().withRegion("eu-west-1"), HERE)).isEmpty();
        assertThat(objection(alarm(), HERE)).isEmpty();
    }

    @Test
    void objection_platformWhoseNamesTellNeither_hasNone() {
        Incident far = alarm().withRegion("us-east-1").withAccount("999988887777");

        assertThat(objection(far, "revision-41")).isEmpty();
        assertThat(objection(far, "arn:aws:ecs:::service-revision/prod/payments/1"))
                .isEmpty();
    }
}
