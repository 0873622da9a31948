package io.incidentiq.rollback.internal.planning;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Remedy;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.ServiceStatus;
import io.incidentiq.rollback.procedure.GateIds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionTest {
    private static final DeploymentId SUSPECT = new DeploymentId("d42");

    private static Optional<Reason> refusal(Worlds world) {
        return world.plan().ending().map(e -> e.reason());
    }

    private static Action action(Worlds world) {
        return world.plan().action().orElseThrow();
    }

    private static Worlds rollingBackTo(int number) {
        var world = Worlds.calmUntil(17).deployed(40, 600).deployed(41, 300);
        var deployment = Deployment.of(SUSPECT, revision(42).id(), DeploymentState.ROLLBACK_IN_PROGRESS, ago(20))
                .withRolledBackTo(revision(number).id());
        return world.deployment(deployment, revision(42)).request(r -> r.withIncidentStart(ago(18)));
    }

    @Test
    void plan_suspectIsOver_updates() {
        assertThat(action(Worlds.badDeploy())).isEqualTo(Action.UPDATE);
        assertThat(Worlds.badDeploy().plan().executable()).isTrue();
    }

    @Test
    void plan_suspectInProgressAndThePlatformReturnsToTheTarget_stops() {
        assertThat(action(Worlds.suspectIn(DeploymentState.IN_PROGRESS)))
                .isEqualTo(new Action(Action.Kind.STOP, SUSPECT));
    }

    @Test
    void plan_suspectInProgressButToIsNamed_updates() {
        assertThat(action(Worlds.suspectIn(DeploymentState.IN_PROGRESS).request(r -> r.withTarget("41"))))
                .isEqualTo(Action.UPDATE);
    }

    @Test
    void plan_suspectInProgressButThePlatformReturnsElsewhere_updates() {
        var world = Worlds.suspectIn(DeploymentState.IN_PROGRESS).standing(41, RevisionMark.QUARANTINED);

        assertThat(action(world)).isEqualTo(Action.UPDATE);
    }

    @Test
    void plan_platformIsRollingBack_follows() {
        assertThat(action(rollingBackTo(41))).isEqualTo(new Action(Action.Kind.FOLLOW, SUSPECT));
    }

    @Test
    void plan_platformIsRollingBack_openGatesDontStopIt() {
        var world = rollingBackTo(41).checklist("Ask the pope");

        assertThat(world.plan().closedGates()).isNotEmpty();
        assertThat(world.plan().executable()).isTrue();
    }

    @Test
    void plan_platformIsRollingBackToAnUnfitRevision_isRefused() {
        assertThat(refusal(rollingBackTo(41).standing(41, RevisionMark.QUARANTINED)))
                .hasValue(Reason.PLATFORM_TARGET_REJECTED);
    }

    @Test
    void plan_platformIsRollingBackElsewhereThanNamed_isRefusedAndTheNamedIsLeftForLater() {
        var plan = rollingBackTo(41).request(r -> r.withTarget("40")).plan();

        assertThat(plan.ending().orElseThrow().reason()).isEqualTo(Reason.PLATFORM_TARGET_REJECTED);
        assertThat(plan.ending().orElseThrow().detail())
                .contains("payments:41", "not to payments:40, which is named as the target");
        assertThat(plan.action()).isEmpty();
        assertThat(plan.target().orElseThrow().revision()).isEqualTo(rev(40));
    }

    @Test
    void plan_platformIsRollingBackToTheNamed_follows() {
        assertThat(action(rollingBackTo(41).request(r -> r.withTarget("41"))))
                .isEqualTo(new Action(Action.Kind.FOLLOW, SUSPECT));
    }

    @Test
    void plan_targetRunsAlready_doesNothing() {
        var plan =
                Worlds.badDeploy().points(10, 0, Worlds.CALM).deployed(41, 10).plan();

        assertThat(plan.action()).hasValue(Action.NONE);
        assertThat(plan.servingSince()).hasValue(ago(7));
    }

    @Test
    void plan_targetRegisteredAnewRunsAlready_doesNothing() {
        var again = revision("sr-43", 43, Worlds.image("app", "registry/payments:1.41", "sha256:41"));
        var world = Worlds.badDeploy()
                .points(10, 0, Worlds.CALM)
                .deployed(again, 10)
                .define(Worlds.definition(43, DefinitionStatus.ACTIVE, "content of 41"));

        assertThat(action(world)).isEqualTo(Action.NONE);
    }

    @Test
    void plan_foreignDeploymentOfTheTargetInProgress_follows() {
        var world = Worlds.badDeploy().deployed(revision(41), 2, DeploymentState.IN_PROGRESS);

        assertThat(action(world)).isEqualTo(new Action(Action.Kind.FOLLOW, new DeploymentId("d41-2")));
    }

    @Test
    void plan_foreignDeploymentOfAnotherInProgress_isRefusedUntilOverriddenAndThenUpdates() {
        var world = Worlds.badDeploy().deployed(revision(43), 2, DeploymentState.IN_PROGRESS);

        PlannedRollback plan = world.plan();

        assertThat(refusal(world)).hasValue(Reason.FOREIGN_DEPLOYMENT);
        assertThat(plan.override("foreign-deployment", "kim", "theirs is broken")
                        .executable())
                .isTrue();
        assertThat(plan.action()).hasValue(Action.UPDATE);
    }

    @Test
    void plan_noSuchService_isRefused() {
        var settings = Worlds.badDeploy().settings();
        var nothing = new io.incidentiq.rollback.internal.fact.Facts();

        var plan = new Judgement(Evidence.of(nothing, settings, Worlds.NOW), List.of()).plan(true);

        assertThat(plan.ending().orElseThrow().reason()).isEqualTo(Reason.UNKNOWN_SERVICE);
    }

    @Test
    void plan_serviceBeingDeleted_isRefused() {
        assertThat(refusal(Worlds.badDeploy().snapshot(s -> s.withStatus(ServiceStatus.DRAINING))))
                .hasValue(Reason.SERVICE_INACTIVE);
    }

    @Test
    void plan_deployedByAnotherMethod_isRefused() {
        assertThat(refusal(Worlds.badDeploy().snapshot(s -> s.withMethod(DeploymentMethod.CODE_DEPLOY))))
                .hasValue(Reason.UNSUPPORTED_METHOD);
    }

    @Test
    void plan_deployedByAMethodThatNobodyKnows_isRefusedByItsOwnName() {
        var world = Worlds.badDeploy().snapshot(s -> s.withUnknownMethod("SHADOW"));

        assertThat(refusal(world)).hasValue(Reason.UNSUPPORTED_METHOD);
        assertThat(world.plan().ending().orElseThrow().detail())
                .contains("SHADOW")
                .doesNotContain("EXTERNAL", "UNKNOWN");
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentMethod.class,
            names = {"EXTERNAL", "CODE_DEPLOY", "UNKNOWN"})
    void plan_suspectInProgressByAMethodThatCannotBeStopped_isRefused(DeploymentMethod method) {
        assertThat(refusal(Worlds.suspectIn(DeploymentState.IN_PROGRESS).snapshot(s -> s.withMethod(method))))
                .hasValue(Reason.UNSUPPORTED_METHOD);
    }

    @Test
    void plan_suspectInAStateThatNobodyKnows_isRefused() {
        var world = Worlds.suspectIn(DeploymentState.UNKNOWN);

        assertThat(refusal(world)).hasValue(Reason.UNKNOWN_STATE);
        assertThat(world.plan().ending().orElseThrow().detail()).contains("d42", "nothing is written");
    }

    @Test
    void plan_anOlderDeploymentInAStateThatNobodyKnows_doesNotMatter() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(revision(39), 500, DeploymentState.UNKNOWN)
                .deployed(41, 300)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(action(world)).isEqualTo(Action.UPDATE);
        assertThat(refusal(world)).isEmpty();
    }

    @Test
    void plan_serviceInAStatusThatNobodyKnows_isRefused() {
        assertThat(refusal(Worlds.badDeploy().snapshot(s -> s.withStatus(ServiceStatus.UNKNOWN))))
                .hasValue(Reason.UNKNOWN_STATE);
    }

    @Test
    void plan_writtenToAServiceWithDeploymentAlarms_saysThatTheyMayNotGuard() {
        var world = Worlds.badDeploy().snapshot(s -> s.withDeploymentAlarms(List.of("payments-5xx", "payments-slow")));
        String warning =
                "if one of the service's deployment alarms (payments-5xx, payments-slow) is in ALARM as the rollback begins, the platform watches none of them for it";

        assertThat(world.plan().warnings()).containsExactly(warning);
        assertThat(world.plan().toString()).contains("warning: if one of the service's deployment alarms");
        assertThat(world.request(r -> r.withIncident(Incident.of("payments-5xx")))
                        .plan()
                        .warnings())
                .containsExactly(warning + "; payments-5xx is the one of this incident");
    }

    @Test
    void plan_thatWritesNoDeployment_saysNothingOfDeploymentAlarms() {
        var stopped = Worlds.suspectIn(DeploymentState.IN_PROGRESS)
                .snapshot(s -> s.withDeploymentAlarms(List.of("payments-5xx")));

        assertThat(stopped.plan().action().map(Action::kind)).contains(Action.Kind.STOP);
        assertThat(stopped.plan().warnings()).isEmpty();
    }

    @Test
    void plan_everyCandidateDropped_isRefused() {
        var world = Worlds.badDeploy().standing(41, RevisionMark.QUARANTINED).standing(40, RevisionMark.QUARANTINED);

        assertThat(refusal(world)).hasValue(Reason.NO_CANDIDATE);
        assertThat(world.plan().rejected()).hasSize(2);
    }

    @Test
    void plan_namedTargetWithASoftObjection_needsAnOverride() {
        var world = Worlds.badDeploy().standing(40, RevisionMark.QUARANTINED).request(r -> r.withTarget("40"));

        assertThat(refusal(world)).hasValue(Reason.TARGET_IDENTIFIED);
    }

    @Test
    void plan_oneGateOpen_isRefusedForIt() {
        assertThat(refusal(Worlds.badDeploy().missingFromTable())).hasValue(Reason.NO_MIGRATIONS);
    }

    @Test
    void plan_severalGatesOpen_isRefusedForAllAndHasARemedyForEach() {
        var plan = Worlds.badDeploy().missingFromTable().notifierReachesNobody().plan();

        assertThat(plan.ending().orElseThrow().reason()).isEqualTo(Reason.OPEN_GATES);
        assertThat(plan.remedies())
                .containsExactly(
                        new Remedy(GateIds.NO_MIGRATIONS, Remedy.Kind.CONFIRM),
                        new Remedy(GateIds.TEAM_NOTIFIED, Remedy.Kind.CONFIRM));
    }

    @Test
    void levels_withIncidentStart_areThoseOfTheTargetAndOfTheIncident() {
        MeasuredLevels levels = Worlds.badDeploy().plan().measured().orElseThrow();

        assertThat(levels.levels().usual()).isEqualTo(0.5);
        assertThat(levels.levels().percentile95()).isEqualTo(0.5);
        assertThat(levels.span().from()).isEqualTo(ago(18));
        assertThat(levels.levels().fault()).isCloseTo((0.5 + 17 * 8) / 18, within(1e-9));
        assertThat(levels.onset()).isEqualTo(ago(17));
    }

    @Test
    void levels_withoutIncidentStart_beginAtTheOnset() {
        var world = Worlds.calmUntil(17).deployed(40, 600).deployed(41, 300).deployed(42, 20);

        assertThat(world.plan().measured().orElseThrow().span().from()).isEqualTo(ago(17));
    }

    @Test
    void levels_alarmLaterThanTheReturn_measureFromTheSuspectsOwnTime() {
        var world = Worlds.calmUntil(60)
                .points(40, 0, Worlds.CALM)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 62)
                .deployed(41, 40)
                .request(r -> r.withIncidentStart(ago(30)));

        MeasuredLevels levels = world.plan().measured().orElseThrow();

        assertThat(levels.span().from()).isEqualTo(ago(62));
        assertThat(levels.levels().fault()).isCloseTo((2 * 0.5 + 20 * 8) / 22, within(1e-9));
    }

    @Test
    void levels_noUsableBaseline_haveNone() {
        MeasuredLevels levels =
                Worlds.badDeploy().withoutPoints(24 * 60, 20).plan().measured().orElseThrow();

        assertThat(levels.levels().usual()).isNull();
        assertThat(levels.levels().percentile95()).isNull();
        assertThat(levels.onset()).isNull();
    }
}
