package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.GateStatus.BLOCKED;
import static io.incidentiq.rollback.GateStatus.OPEN;
import static io.incidentiq.rollback.GateStatus.PASSED;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Was a database migrated since the target? */
class MigrationRuleTest {
    private static GateStatus gate(String id, Worlds world) {
        return world.plan().gate(id).orElseThrow().status();
    }

    private static GateStatus migrations(Worlds world) {
        return gate("no-migrations", world);
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
