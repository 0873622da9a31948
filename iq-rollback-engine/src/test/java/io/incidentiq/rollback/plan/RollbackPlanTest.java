package io.incidentiq.rollback.plan;

import static io.incidentiq.rollback.plan.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.report.PlanJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people stated, and which reason is given. */
class RollbackPlanTest {
    private static final String MIGRATIONS = ChecklistLine.NO_MIGRATIONS;

    private static Worlds risky() {
        return Worlds.badDeploy().risk(MigrationRisk.HIGH);
    }

    private static RollbackPlan confirmed() {
        return risky().plan().confirm(MIGRATIONS, "kim", "read the diff");
    }

    private static Gate gate(RollbackPlan plan) {
        return plan.gate(MIGRATIONS).orElseThrow();
    }

    @Test
    void withStatementsOf_sameSuspectAndTarget_keepsAConfirmation() {
        RollbackPlan again = risky().plan().withStatementsOf(confirmed());

        assertThat(gate(again).status()).isEqualTo(GateStatus.CONFIRMED);
        assertThat(gate(again).statement().map(Statement::by)).contains("kim");
        assertThat(again.executable()).isTrue();
    }

    @Test
    void withStatementsOf_anotherTarget_keepsNothing() {
        RollbackPlan again = risky().request(r -> r.withTarget("40")).plan().withStatementsOf(confirmed());

        assertThat(again.target().map(t -> t.revision().number())).contains(40);
        assertThat(gate(again).status()).isEqualTo(GateStatus.OPEN);
    }

    @Test
    void withStatementsOf_anotherSuspect_keepsNothing() {
        Worlds world = Worlds.calmUntil(17)
                .risk(MigrationRisk.HIGH)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 30)
                .deployed(42, 25)
                .request(r -> r.withIncidentStart(ago(18)));
        RollbackPlan again = world.request(r -> r.withSuspect("42")).plan().withStatementsOf(confirmed());

        assertThat(again.target().map(t -> t.revision().number())).contains(41);
        assertThat(again.suspect().map(s -> s.deployment().id().value())).contains("d42-2");
        assertThat(gate(again).status()).isEqualTo(GateStatus.OPEN);
    }

    @Test
    void withStatementsOf_gateBlockedMeanwhile_isNotConfirmed() {
        RollbackPlan again =
                risky().finding(42, MigrationFinding.Kind.PRESENT).plan().withStatementsOf(confirmed());

        assertThat(gate(again).status()).isEqualTo(GateStatus.BLOCKED);
    }

    @Test
    void withStatementsOf_blockedAsBefore_keepsTheOverride() {
        RollbackPlan blocked =
                risky().finding(42, MigrationFinding.Kind.PRESENT).plan();

        RollbackPlan again = blocked.withStatementsOf(blocked.override(MIGRATIONS, "kim", "additive"));

        assertThat(gate(again).status()).isEqualTo(GateStatus.OVERRIDDEN);
    }

    @Test
    void withStatementsOf_messageConfirmedBeforehand_staysConfirmed() {
        RollbackPlan before = Worlds.badDeploy().plan().confirm(ChecklistLine.TEAM_NOTIFIED, "kim", "");

        RollbackPlan again = Worlds.badDeploy().plan().withStatementsOf(before);

        assertThat(again.gate(ChecklistLine.TEAM_NOTIFIED).flatMap(Gate::statement))
                .isPresent();
    }

    @Test
    void ending_oneGateInTheWay_isRefusedWithItsId() {
        Ending ending = risky().plan().ending().orElseThrow();

        assertThat(ending.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ending.reason()).isEqualTo(Reason.NO_MIGRATIONS);
        assertThat(ending.code()).contains("no-migrations");
    }

    @Test
    void ending_unrecognisedItemInTheWay_isRefusedWithItsId() {
        RollbackPlan plan = Worlds.badDeploy().checklist("Ask the duty manager").plan();

        assertThat(plan.ending().map(Ending::reason)).contains(Reason.UNRECOGNISED_ITEM);
        assertThat(plan.ending().flatMap(Ending::code)).contains("confirm-ask-the-duty-manager");
        assertThat(plan.toString()).contains("REFUSED (confirm-ask-the-duty-manager)");
        assertThat(PlanJson.of(plan)).contains("\"reason\" : \"confirm-ask-the-duty-manager\"");
    }

    @Test
    void ending_severalGatesInTheWay_isOpenGates() {
        RollbackPlan plan = risky().notifierReachesNobody().plan();

        assertThat(plan.ending().flatMap(Ending::code)).contains("open-gates");
    }

    @Test
    void ending_nothingInTheWay_isNone() {
        assertThat(confirmed().ending()).isEqualTo(Optional.empty());
    }
}
