package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.GateStatus.BLOCKED;
import static io.incidentiq.rollback.GateStatus.OPEN;
import static io.incidentiq.rollback.GateStatus.PASSED;
import static io.incidentiq.rollback.GateStatus.PENDING;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateRulesTest {
    private static GateStatus gate(String id, Worlds world) {
        return world.plan().gate(id).orElseThrow().status();
    }

    private static Worlds weak() {
        return Worlds.calmUntil(17)
                .deployed(42, 20)
                .active(42, 41)
                .historySince(60)
                .serviceCreated(90_000)
                .request(r -> r.withIncidentStart(ago(18)));
    }

    private static String evidence(String gate, Worlds world) {
        return world.plan().gate(gate).orElseThrow().evidence();
    }

    private static Worlds unknownToTheHistory(RolloutState state) {
        var primary =
                Rollout.primary(new DeploymentId("d43"), Worlds.rev(43), ago(1)).withState(state, "");
        return Worlds.badDeploy().snapshot(s -> ServiceSnapshot.of(s.service(), s.createdAt(), 3, List.of(primary)));
    }

    @Test
    void targetIdentified_successOnRecord_isPassed() {
        assertThat(gate("target-identified", Worlds.badDeploy())).isEqualTo(PASSED);
    }

    @Test
    void targetIdentified_weakEvidence_isOpen() {
        assertThat(gate("target-identified", weak())).isEqualTo(OPEN);
    }

    @Test
    void targetIdentified_weakButNamed_isPassed() {
        assertThat(gate("target-identified", weak().request(r -> r.withTarget("41"))))
                .isEqualTo(PASSED);
    }

    @Test
    void targetIdentified_noTarget_isBlocked() {
        var world = Worlds.calmUntil(17).deployed(42, 20).request(r -> r.withIncidentStart(ago(18)));

        assertThat(gate("target-identified", world)).isEqualTo(BLOCKED);
    }

    @Test
    void teamNotified_realNotifier_isPending() {
        assertThat(gate("team-notified", Worlds.badDeploy())).isEqualTo(PENDING);
    }

    @Test
    void teamNotified_logTellsNobody_isOpen() {
        assertThat(gate("team-notified", Worlds.badDeploy().notifierReachesNobody()))
                .isEqualTo(OPEN);
    }

    @Test
    void foreignDeployment_inProgressAndNotTheSuspect_isBlocked() {
        var world = Worlds.badDeploy().deployed(revision(43), 5, DeploymentState.IN_PROGRESS);

        assertThat(gate("foreign-deployment", world)).isEqualTo(BLOCKED);
    }

    @Test
    void foreignDeployment_noneInProgress_isNoGate() {
        assertThat(Worlds.badDeploy().plan().gate("foreign-deployment")).isEmpty();
    }

    @Test
    void unrecognisedItem_ofTheChecklist_isOpen() {
        var world = Worlds.badDeploy().checklist("Ask the pope");

        assertThat(gate("confirm-ask-the-pope", world)).isEqualTo(OPEN);
    }

    @Test
    void safetyGates_missingFromTheChecklist_applyNonetheless() {
        var world = Worlds.badDeploy().checklist();

        assertThat(world.plan().gates())
                .extracting(Gate::id)
                .containsExactly("incident-ongoing", "deployment-correlates", "target-identified", "no-migrations");
    }

    @Test
    void all_gates_areInTheChecklistsOrder() {
        assertThat(Worlds.badDeploy().plan().gates())
                .extracting(Gate::id)
                .containsExactly(
                        "incident-ongoing",
                        "deployment-correlates",
                        "target-identified",
                        "no-migrations",
                        "team-notified");
    }

    @Test
    void teamNotified_channelOfTheRunbook_isNamed() {
        assertThat(evidence("team-notified", Worlds.badDeploy())).isEqualTo("at start, to #incidents");
        assertThat(evidence("team-notified", Worlds.badDeploy().notifierReachesNobody()))
                .isEqualTo("no notifier that reaches people is set up; tell #incidents");
    }

    @Test
    void foreignDeployment_inProgress_isNamedWithItsStart() {
        var world = Worlds.badDeploy().deployed(revision(43), 5, DeploymentState.IN_PROGRESS);

        assertThat(evidence("foreign-deployment", world)).isEqualTo("payments:43 is rolling out since " + ago(5));
    }

    @Test
    void foreignDeployment_ofTheSuspectItself_isNoGate() {
        var world = Worlds.calmUntil(17)
                .deployed(41, 300)
                .deployed(revision(42), 20, DeploymentState.IN_PROGRESS)
                .request(r -> r.withTarget("41").withIncidentStart(ago(18)));

        assertThat(world.plan().gate("foreign-deployment")).isEmpty();
    }

    @Test
    void foreignDeployment_thatTheHistoryDoesNotKnowYet_isToldByItsRollout() {
        assertThat(gate("foreign-deployment", unknownToTheHistory(RolloutState.IN_PROGRESS)))
                .isEqualTo(BLOCKED);
        assertThat(unknownToTheHistory(RolloutState.COMPLETED).plan().gate("foreign-deployment"))
                .isEmpty();
    }
}
