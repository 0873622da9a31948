package io.incidentiq.rollback.internal.planning;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateRefusal;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people stated, and which reason is given. */
class PlannedRollbackTest {
    private static final String MIGRATIONS = GateIds.NO_MIGRATIONS;

    private static Worlds risky() {
        return Worlds.badDeploy().risk(MigrationRisk.HIGH);
    }

    private static PlannedRollback confirmed() {
        return risky().plan().confirm(MIGRATIONS, "kim", "read the diff");
    }

    private static Gate gate(PlannedRollback plan) {
        return plan.gate(MIGRATIONS).orElseThrow();
    }

    @Test
    void withStatementsOf_sameSuspectAndTarget_keepsAConfirmation() {
        PlannedRollback again = risky().plan().withStatementsOf(confirmed());

        assertThat(gate(again).status()).isEqualTo(GateStatus.CONFIRMED);
        assertThat(gate(again).statement().map(Statement::by)).contains("kim");
        assertThat(again.executable()).isTrue();
    }

    @Test
    void withStatementsOf_anotherTarget_keepsNothing() {
        PlannedRollback again = risky().request(r -> r.withTarget("40")).plan().withStatementsOf(confirmed());

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
        PlannedRollback again = world.request(r -> r.withSuspect("42")).plan().withStatementsOf(confirmed());

        assertThat(again.target().map(t -> t.revision().number())).contains(41);
        assertThat(again.suspect().map(s -> s.deployment().id().value())).contains("d42-2");
        assertThat(gate(again).status()).isEqualTo(GateStatus.OPEN);
    }

    @Test
    void withStatementsOf_gateBlockedMeanwhile_isNotConfirmed() {
        PlannedRollback again =
                risky().finding(42, MigrationFinding.Kind.PRESENT).plan().withStatementsOf(confirmed());

        assertThat(gate(again).status()).isEqualTo(GateStatus.BLOCKED);
    }

    @Test
    void withStatementsOf_blockedAsBefore_keepsTheOverride() {
        PlannedRollback blocked =
                risky().finding(42, MigrationFinding.Kind.PRESENT).plan();

        PlannedRollback again = blocked.withStatementsOf(blocked.override(MIGRATIONS, "kim", "additive"));

        assertThat(gate(again).status()).isEqualTo(GateStatus.OVERRIDDEN);
    }

    @Test
    void withStatementsOf_blockedByOtherEvidence_dropsTheOverride() {
        PlannedRollback before = undoing(41, 42)
                .finding(42, MigrationFinding.Kind.PRESENT)
                .plan()
                .override(MIGRATIONS, "kim", "V42 only adds a column");

        PlannedRollback again = undoing(41, 42)
                .finding(41, MigrationFinding.Kind.PRESENT)
                .plan()
                .withStatementsOf(before);

        assertThat(gate(before).status()).isEqualTo(GateStatus.OVERRIDDEN);
        assertThat(gate(again).status()).isEqualTo(GateStatus.BLOCKED);
        assertThat(again.target()).isEqualTo(before.target());
    }

    private static Worlds undoing(int first, int second) {
        return Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(first, 300)
                .deployed(second, 20)
                .request(r -> r.withIncidentStart(ago(18)).withTarget("40"));
    }

    @Test
    void withStatementsOf_messageConfirmedBeforehand_staysConfirmed() {
        PlannedRollback before = Worlds.badDeploy().plan().confirm(GateIds.TEAM_NOTIFIED, "kim", "");

        PlannedRollback again = Worlds.badDeploy().plan().withStatementsOf(before);

        assertThat(again.gate(GateIds.TEAM_NOTIFIED).flatMap(Gate::statement)).isPresent();
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
        PlannedRollback plan =
                Worlds.badDeploy().checklist("Ask the duty manager").plan();

        assertThat(plan.ending().map(Ending::reason)).contains(Reason.UNRECOGNISED_ITEM);
        assertThat(plan.ending().flatMap(Ending::code)).contains("confirm-ask-the-duty-manager");
        assertThat(plan.toString()).contains("REFUSED (confirm-ask-the-duty-manager)");
        assertThat(PlanJson.of(plan)).contains("\"reason\" : \"confirm-ask-the-duty-manager\"");
    }

    @Test
    void ending_severalGatesInTheWay_isOpenGates() {
        PlannedRollback plan = risky().notifierReachesNobody().plan();

        assertThat(plan.ending().flatMap(Ending::code)).contains("open-gates");
    }

    @Test
    void ending_nothingInTheWay_isNone() {
        assertThat(confirmed().ending()).isEqualTo(Optional.empty());
    }

    @Test
    void ending_severalGatesInTheWay_namesEachWithItsEvidence() {
        PlannedRollback plan = risky().notifierReachesNobody().plan();

        assertThat(plan.ending().orElseThrow().detail())
                .isEqualTo("no-migrations: risk HIGH by RB-0007:1; nobody has checked the release; "
                        + "team-notified: no notifier that reaches people is set up; tell #incidents");
    }

    @Test
    void remedies_oneGateThatNothingOpens_areNone() {
        PlannedRollback plan =
                Worlds.badDeploy().request(r -> r.withTarget("7")).plan();

        assertThat(plan.closedGates()).hasSizeGreaterThan(1);
        assertThat(plan.remedies()).isEmpty();
    }

    @Test
    void confirm_gateThatNoPlanHas_isRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Worlds.badDeploy().plan().confirm("no-migration", "kim", ""))
                .isInstanceOf(GateRefusal.class)
                .hasMessage("no-migration: no such gate in this plan; it has incident-ongoing,"
                        + " deployment-correlates, target-identified, no-migrations, team-notified");
    }

    @Test
    void confirm_gateThatThisPlanLacks_isNotedAndKeepsAllElse() {
        PlannedRollback plan = risky().plan().withReads(7).confirm(GateIds.MOVED_TAG, "kim", "");

        assertThat(plan.warnings()).containsExactly("kim said of moved-tag is not needed: this plan has no such gate");
        assertThat(plan.reads()).isEqualTo(7);
        assertThat(plan.situation()).isEqualTo(risky().plan().situation());
        assertThat(plan.closedGates()).extracting(Gate::id).containsExactly(MIGRATIONS);
    }

    @Test
    void confirm_planThatIsRefusedAnyway_saysWhyItIsRefused() {
        PlannedRollback refused =
                Worlds.badDeploy().request(r -> r.withTarget("7")).plan();

        assertThat(refused.confirm("target-identified", "kim", "").ending()).isEqualTo(refused.ending());
        assertThat(refused.confirm("no-such-gate", "kim", "").ending()).isEqualTo(refused.ending());
        assertThat(gate(refused.confirm(MIGRATIONS, "kim", "")).status()).isEqualTo(GateStatus.CONFIRMED);
    }

    @Test
    void reads_ofAPlan_areKeptByStatements() {
        assertThat(Worlds.badDeploy().plan().reads()).isZero();
        assertThat(risky().plan().withReads(12).confirm(MIGRATIONS, "kim", "").reads())
                .isEqualTo(12);
    }

    @Test
    void deviations_ofTheRunbook_areThePlans() {
        var deviation = new Deviation(82, "sleep 300", "polling", "why");
        PlannedRollback plan = Worlds.badDeploy()
                .runbook(p -> new RollbackProcedure(
                        p.runbook(),
                        p.cluster().orElse(null),
                        p.checks(),
                        new RollbackProcedure.Team(p.checklist(), List.of(), List.of(), null),
                        p.suspectWindow(),
                        new RollbackProcedure.Script(p.scriptLines(), List.of(deviation))))
                .plan();

        assertThat(plan.deviations()).containsExactly(deviation);
    }

    @Test
    void plan_ofAService_keepsWhatWasSeenOfIt() {
        PlannedRollback plan = Worlds.badDeploy()
                .snapshot(s ->
                        s.withMethod(DeploymentMethod.ROLLING).withLoadBalanced(List.of(new PortBinding("app", 8080))))
                .plan();

        assertThat(plan.running()).contains(Worlds.rev(42));
        assertThat(plan.runsInstead()).isEmpty();
        assertThat(plan.seenAt()).contains(Worlds.NOW);
        assertThat(plan.deployer().loadBalanced()).containsExactly(new PortBinding("app", 8080));
        assertThat(plan.knownDeployments())
                .containsExactlyInAnyOrder(new DeploymentId("d40"), new DeploymentId("d41"), new DeploymentId("d42"));
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void knownDeployments_rolloutThatTheHistoryLacks_isAmongThem() {
        PlannedRollback plan = Worlds.badDeploy()
                .snapshot(s -> ServiceSnapshot.of(
                        s.service(),
                        s.createdAt(),
                        3,
                        List.of(Rollout.primary(new DeploymentId("d43"), Worlds.rev(43), ago(1)))))
                .plan();

        assertThat(plan.knownDeployments()).contains(new DeploymentId("d43"), new DeploymentId("d40"));
    }

    @Test
    void runsInstead_aNewerReleaseRuns_isThat() {
        assertThat(Worlds.badDeploy().deployed(43, 10).plan().runsInstead()).contains(Worlds.rev(43));
    }

    private static MetricQuery metric() {
        return Worlds.badDeploy().settings().metric().orElseThrow();
    }

    private static final Query.Health HEALTH = new Query.Health(URI.create("https://payments.internal/health"));

    @Test
    void symptoms_beforeAnUpdate_areTheMetricSinceTheStartAndHealth() {
        assertThat(Worlds.badDeploy().plan().symptoms(Worlds.NOW))
                .containsExactly(new Query.Metric(metric(), ago(18), Worlds.NOW), HEALTH);
    }

    @Test
    void symptoms_startToldLate_areTheMetricOfTheLastHour() {
        var world = Worlds.calmUntil(17).deployed(41, 900).deployed(42, 110).request(r -> r.withIncidentStart(ago(18)));

        assertThat(world.plan().symptoms(Worlds.NOW))
                .containsExactly(new Query.Metric(metric(), ago(60), Worlds.NOW), HEALTH);
    }

    @Test
    void symptoms_nothingIsWritten_areNotAskedFor() {
        PlannedRollback plan =
                Worlds.badDeploy().points(10, 0, Worlds.CALM).deployed(41, 10).plan();

        assertThat(plan.symptoms(Worlds.NOW)).isEmpty();
        assertThat(plan.inspection()).isEmpty();
    }

    @Test
    void inspection_beforeAnUpdate_isOfAllThatIsUndone() {
        assertThat(Worlds.badDeploy().deployed(43, 10).plan().inspection())
                .contains(new Query.Migrations(Worlds.SERVICE, Set.of(Worlds.rev(42), Worlds.rev(43))));
    }

    private static Facts inspected(MigrationFinding.Kind kind) {
        var facts = new Facts();
        facts.learn(
                Worlds.NOW,
                risky().plan().inspection().orElseThrow(),
                new Answer.Migrations(Map.of(Worlds.rev(42), new MigrationFinding(kind, "found in V42.sql"))));
        return facts;
    }

    @Test
    void worsened_migrationFoundSince_isTheGateWithItsEvidence() {
        assertThat(risky().plan().worsened(inspected(MigrationFinding.Kind.PRESENT), Worlds.NOW))
                .contains("no-migrations got worse: payments:42: found in V42.sql");
    }

    @Test
    void worsened_asBefore_isNone() {
        assertThat(risky().plan().worsened(inspected(MigrationFinding.Kind.UNKNOWN), Worlds.NOW))
                .isEmpty();
        assertThat(risky().plan().worsened(new Facts(), Worlds.NOW)).isEmpty();
    }

    private static Facts measured(double value) {
        var points = new ArrayList<MetricPoint>();
        for (int minute = 18; minute > 0; minute--) {
            points.add(new MetricPoint(ago(minute), minute > 8 ? Worlds.FAULT : value));
        }
        var facts = new Facts();
        facts.learn(
                Worlds.NOW,
                new Query.Metric(metric(), ago(18), Worlds.NOW),
                Answer.Metric.of(metric(), new MetricSeries(points, true)));
        return facts;
    }

    @Test
    void worsened_faultIsGoneSince_isTheGateWithItsEvidence() {
        assertThat(Worlds.badDeploy()
                        .plan()
                        .worsened(measured(Worlds.CALM), Worlds.NOW)
                        .orElseThrow())
                .startsWith("incident-ongoing got worse: the incident seems over since " + ago(8));
    }

    @Test
    void worsened_faultGoesOn_isNone() {
        assertThat(Worlds.badDeploy().plan().worsened(measured(Worlds.FAULT), Worlds.NOW))
                .isEmpty();
    }

    private static Answer.Health health(HealthAnswer.Status verdict, String seen) {
        return new Answer.Health(new HealthAnswer(verdict, seen));
    }

    @Test
    void worsened_faultIsGoneWhileHealthFailed_saysThatTheyDisagree() {
        PlannedRollback plan = Worlds.badDeploy().plan(health(HealthAnswer.Status.UNHEALTHY, "503"));

        assertThat(plan.worsened(measured(Worlds.CALM), Worlds.NOW).orElseThrow())
                .startsWith("incident-ongoing got worse: metric and health disagree")
                .endsWith("health 503");
    }

    @Test
    void worsened_healthIsAskedAgain_theNewAnswerCounts() {
        PlannedRollback plan = Worlds.badDeploy().plan(health(HealthAnswer.Status.UNHEALTHY, "503"));
        Facts now = measured(Worlds.CALM);
        now.learn(Worlds.NOW, HEALTH, health(HealthAnswer.Status.HEALTHY, "200"));

        assertThat(plan.worsened(now, Worlds.NOW).orElseThrow()).endsWith("health 200");
    }
}
