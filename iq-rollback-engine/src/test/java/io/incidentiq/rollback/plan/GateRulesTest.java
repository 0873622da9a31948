package io.incidentiq.rollback.plan;

import static io.incidentiq.rollback.plan.GateStatus.BLOCKED;
import static io.incidentiq.rollback.plan.GateStatus.OPEN;
import static io.incidentiq.rollback.plan.GateStatus.PASSED;
import static io.incidentiq.rollback.plan.GateStatus.PENDING;
import static io.incidentiq.rollback.plan.Worlds.ago;
import static io.incidentiq.rollback.plan.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateRulesTest {
    private static GateStatus gate(String id, Worlds world) {
        return world.plan().gate(id).orElseThrow().status();
    }

    private static GateStatus correlates(Worlds world) {
        return gate("deployment-correlates", world);
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
    void targetIdentified_successOnRecord_isPassed() {
        assertThat(gate("target-identified", Worlds.badDeploy())).isEqualTo(PASSED);
    }

    private static Worlds weak() {
        return Worlds.calmUntil(17)
                .deployed(42, 20)
                .active(42, 41)
                .historySince(60)
                .serviceCreated(90_000)
                .request(r -> r.withIncidentStart(ago(18)));
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

    private static GateStatus migrations(Worlds world) {
        return gate("no-migrations", world);
    }

    @Test
    void noMigrations_found_isBlockedWhateverTheTableSays() {
        var world = Worlds.badDeploy().risk(MigrationRisk.NONE).finding(42, MigrationFinding.Kind.PRESENT);

        assertThat(migrations(world)).isEqualTo(BLOCKED);
    }

    @Test
    void noMigrations_proofOfNone_isPassedWhateverTheTableSays() {
        var world = Worlds.badDeploy().risk(MigrationRisk.HIGH).finding(42, MigrationFinding.Kind.NONE);

        assertThat(migrations(world)).isEqualTo(PASSED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"NONE, PASSED", "LOW, PASSED", "MED, OPEN", "HIGH, OPEN", "UNREADABLE, OPEN"})
    void noMigrations_unknown_isByTheServiceTable(MigrationRisk risk, GateStatus status) {
        assertThat(migrations(Worlds.badDeploy().risk(risk))).isEqualTo(status);
    }

    @Test
    void noMigrations_unknownAndMissingFromTheTable_isOpen() {
        assertThat(migrations(Worlds.badDeploy().missingFromTable())).isEqualTo(OPEN);
    }

    @Test
    void noMigrations_foundInARevisionBetweenTargetAndSuspect_isBlocked() {
        var world = Worlds.badDeploy().request(r -> r.withTarget("40")).finding(41, MigrationFinding.Kind.PRESENT);

        assertThat(migrations(world)).isEqualTo(BLOCKED);
    }

    @Test
    void noMigrations_foundInAFailedDeploymentAfterTheTarget_isBlocked() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(revision(41), 300, DeploymentState.STOPPED)
                .deployed(42, 20)
                .finding(41, MigrationFinding.Kind.PRESENT)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(migrations(world)).isEqualTo(BLOCKED);
    }

    @Test
    void noMigrations_foundInTheTargetItself_doesNotMatter() {
        var world =
                Worlds.badDeploy().finding(41, MigrationFinding.Kind.PRESENT).finding(42, MigrationFinding.Kind.NONE);

        assertThat(migrations(world)).isEqualTo(PASSED);
    }

    @Test
    void noMigrations_proofForSomeOnly_isByTheServiceTable() {
        var world = Worlds.badDeploy()
                .risk(MigrationRisk.HIGH)
                .request(r -> r.withTarget("40"))
                .finding(42, MigrationFinding.Kind.NONE);

        assertThat(migrations(world)).isEqualTo(OPEN);
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
    void movedTag_ofASidecarThatFloats_isAWarning() {
        var world = Worlds.calmUntil(17)
                .deployed(Worlds.beforeTheProxyMoved(), 300)
                .deployed(Worlds.afterTheProxyMoved(), 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(world.plan().gate("moved-tag")).isEmpty();
        assertThat(world.plan().warnings())
                .contains("the tag of sidecar proxy moved: it starts the image that the tag names now");
    }

    @Test
    void movedTag_onlySomeContainersMoved_isOpenAndNamesThem() {
        var good = Worlds.beforeTheProxyMoved();
        var bad = Worlds.afterTheProxyMoved();
        var world =
                Worlds.calmUntil(17).deployed(good, 300).deployed(bad, 20).request(r -> r.withIncidentStart(ago(18)));

        Gate gate = world.snapshot(s -> s.withLoadBalanced(List.of(new PortBinding("proxy", 8080))))
                .define(Worlds.withProxy(41))
                .define(Worlds.withProxy(42))
                .plan()
                .gate("moved-tag")
                .orElseThrow();

        assertThat(gate.status()).isEqualTo(OPEN);
        assertThat(gate.evidence()).isEqualTo("tag moved for proxy");
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
    void movedTag_ofASidecarThatTheSuspectChanged_isOpenAndNoWarning() {
        var changed = new TaskDefinition(
                Worlds.rev(42),
                DefinitionStatus.ACTIVE,
                List.of(
                        new ContainerDefinition("app", "registry/app:1.42", List.of(8081)),
                        new ContainerDefinition("proxy", "proxy:latest", List.of(8080, 9090))),
                "content of 42",
                ago(30 * 24 * 60));
        var plan = Worlds.calmUntil(17)
                .deployed(Worlds.beforeTheProxyMoved(), 300)
                .deployed(Worlds.afterTheProxyMoved(), 20)
                .snapshot(s -> s.withLoadBalanced(List.of(new PortBinding("app", 8081))))
                .define(Worlds.withProxy(41))
                .define(changed)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(plan.gate("moved-tag").orElseThrow().evidence()).isEqualTo("tag moved for proxy");
        assertThat(plan.warnings()).isEmpty();
    }

    private static String correlation(Worlds world) {
        return world.plan().gate("deployment-correlates").orElseThrow().evidence();
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

    private static String evidence(String gate, Worlds world) {
        return world.plan().gate(gate).orElseThrow().evidence();
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

    private static Worlds unknownToTheHistory(RolloutState state) {
        var primary =
                Rollout.primary(new DeploymentId("d43"), Worlds.rev(43), ago(1)).withState(state, "");
        return Worlds.badDeploy().snapshot(s -> ServiceSnapshot.of(s.service(), s.createdAt(), 3, List.of(primary)));
    }

    @Test
    void foreignDeployment_thatTheHistoryDoesNotKnowYet_isToldByItsRollout() {
        assertThat(gate("foreign-deployment", unknownToTheHistory(RolloutState.IN_PROGRESS)))
                .isEqualTo(BLOCKED);
        assertThat(unknownToTheHistory(RolloutState.COMPLETED).plan().gate("foreign-deployment"))
                .isEmpty();
    }

    @Test
    void noMigrations_whatRunsIsNotInTheHistory_countsToo() {
        var world = unknownToTheHistory(RolloutState.COMPLETED)
                .finding(42, MigrationFinding.Kind.NONE)
                .finding(43, MigrationFinding.Kind.PRESENT);

        assertThat(evidence("no-migrations", world)).isEqualTo("payments:43: found in V43.sql");
    }

    @Test
    void noMigrations_theTargetRunsAlready_itsOwnMigrationsDoNotCount() {
        var world = Worlds.badDeploy()
                .deployed(41, 10)
                .finding(41, MigrationFinding.Kind.PRESENT)
                .finding(42, MigrationFinding.Kind.NONE);

        assertThat(evidence("no-migrations", world)).isEqualTo("none in payments:42");
    }

    @Test
    void noMigrations_noteOfTheServiceTable_isShown() {
        var line = new Source("RB-0007", 9);
        var rule = new ServiceRule("payments", MigrationRisk.MED, "weekly schema job", null, null, line);
        var world = Worlds.badDeploy()
                .runbook(p -> new RollbackProcedure(
                        p.runbook(),
                        p.cluster().orElse(null),
                        p.checks(),
                        new RollbackProcedure.Team(p.checklist(), List.of(rule), List.of(), null),
                        p.suspectWindow(),
                        new RollbackProcedure.Script(p.scriptLines(), List.of())));

        assertThat(evidence("no-migrations", world))
                .isEqualTo("risk MED by RB-0007:9, \"weekly schema job\"; nobody has checked the release");
    }
}
