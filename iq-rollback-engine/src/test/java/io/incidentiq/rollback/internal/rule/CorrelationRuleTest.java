package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.GateStatus.BLOCKED;
import static io.incidentiq.rollback.GateStatus.OPEN;
import static io.incidentiq.rollback.GateStatus.PASSED;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.internal.planning.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Does the suspect's time fit the incident's? */
class CorrelationRuleTest {
    private static GateStatus gate(String id, Worlds world) {
        return world.plan().gate(id).orElseThrow().status();
    }

    private static GateStatus correlates(Worlds world) {
        return gate("deployment-correlates", world);
    }

    private static String correlation(Worlds world) {
        return world.plan().gate("deployment-correlates").orElseThrow().evidence();
    }

    @Test
    void deploymentCorrelates_suspectCreatedInTheRange_isPassed() {
        assertThat(correlates(Worlds.badDeploy())).isEqualTo(PASSED);
    }

    @Test
    void deploymentCorrelates_suspectCreatedAfterTheIncident_isBlocked() {
        assertThat(correlates(Worlds.badDeploy().request(r -> r.withIncidentStart(ago(25)))))
                .isEqualTo(BLOCKED);
    }

    @Test
    void deploymentCorrelates_suspectNamedFromLongBefore_isOpen() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 200)
                .request(r -> r.withSuspect("42").withIncidentStart(ago(18)));

        assertThat(correlates(world)).isEqualTo(OPEN);
    }

    @Test
    void deploymentCorrelates_noStartButAnOnset_isPassedByTheOnset() {
        var world = Worlds.calmUntil(17).deployed(40, 600).deployed(41, 300).deployed(42, 20);

        Gate gate = world.plan().gate("deployment-correlates").orElseThrow();

        assertThat(gate.status()).isEqualTo(PASSED);
        assertThat(gate.evidence()).contains("errors since " + ago(17));
    }

    @Test
    void deploymentCorrelates_noStartAndOnsetBeforeTheSuspect_isBlocked() {
        var world = Worlds.calmUntil(25)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(43, 28)
                .deployed(42, 20)
                .request(r -> r.withSuspect("42").withTarget("41"));

        assertThat(correlates(world)).isEqualTo(BLOCKED);
    }

    @Test
    void deploymentCorrelates_neitherStartNorOnset_isOpen() {
        var world = Worlds.calmUntil(0).deployed(40, 600).deployed(41, 300).deployed(42, 20);

        assertThat(correlates(world)).isEqualTo(OPEN);
    }

    @Test
    void deploymentCorrelates_createdAfterOrLongBefore_saysWhich() {
        assertThat(correlation(Worlds.badDeploy().request(r -> r.withIncidentStart(ago(25)))))
                .endsWith("incident began " + ago(25) + ": the incident is older than the deployment");
        assertThat(correlation(Worlds.calmUntil(17)
                        .deployed(41, 300)
                        .deployed(42, 200)
                        .request(r -> r.withSuspect("42").withIncidentStart(ago(18)))))
                .endsWith("incident began " + ago(18) + ": long before it");
    }

    @Test
    void deploymentCorrelates_withinTheAlarmsFirstPeriod_isByTheAlarmAlone() {
        var alarm = Incident.of("payments-5xx").withStart(ago(24), Duration.ofMinutes(5));
        var world = Worlds.calmUntil(17).deployed(41, 300).deployed(42, 20).request(r -> r.withIncident(alarm));

        assertThat(correlation(world)).isEqualTo("deployed %s, incident began %s".formatted(ago(20), ago(24)));
    }
}
