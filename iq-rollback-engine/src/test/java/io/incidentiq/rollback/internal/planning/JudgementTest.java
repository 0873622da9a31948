package io.incidentiq.rollback.internal.planning;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.badDeploy;
import static io.incidentiq.rollback.internal.planning.Worlds.image;
import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateRefusal;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rejected;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.MigrationRisk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of {@code docs/judgement.md}, sentence by sentence: suspect, target, gates, action. */
class JudgementTest {
    private static int suspect(PlannedRollback plan) {
        return plan.suspect().orElseThrow().revision().definition().number();
    }

    private static int target(PlannedRollback plan) {
        return plan.target().orElseThrow().revision().number();
    }

    private static Reason refusal(PlannedRollback plan) {
        return plan.ending().map(Ending::reason).orElseThrow();
    }

    private static String whyNot(PlannedRollback plan, int number) {
        return plan.rejected().stream()
                .filter(r -> r.revision().equals(rev(number)))
                .map(Rejected::why)
                .findFirst()
                .orElse("not rejected");
    }

    private static GateStatus status(PlannedRollback plan, String gate) {
        return plan.gate(gate).orElseThrow().status();
    }

    @Test
    void suspect_withAnIncident_isTheLatestNewThingBeforeIt() {
        assertThat(suspect(badDeploy().plan())).isEqualTo(42);
    }

    @Test
    void suspect_afterARollback_isNeverTheRollback() {
        PlannedRollback plan = badDeploy().deployed(41, 10).plan();

        assertThat(suspect(plan)).isEqualTo(42);
        assertThat(target(plan)).isEqualTo(41);
    }

    @Test
    void suspect_named_isThatRevisionsLatestDeployment() {
        assertThat(suspect(badDeploy().request(r -> r.withSuspect("41")).plan()))
                .isEqualTo(41);
    }

    @Test
    void suspect_withoutAnIncidentAndWithTwoRecentDeployments_isUnknownAndTheChoicesAreListed() {
        PlannedRollback plan = badDeploy()
                .deployed(43, 5)
                .request(r -> RollbackRequest.of("payments"))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.SUSPECT_UNKNOWN);
        assertThat(plan.ending().orElseThrow().detail()).contains("payments:42").contains("payments:43");
    }

    @Test
    void suspect_createdAfterTheIncidentsRange_blocksTheGate() {
        PlannedRollback plan =
                badDeploy().request(r -> r.withIncidentStart(ago(60))).plan();

        assertThat(suspect(plan)).isEqualTo(42);
        assertThat(status(plan, GateIds.DEPLOYMENT_CORRELATES)).isEqualTo(GateStatus.BLOCKED);
    }

    @Test
    void target_isTheNewestSuccessBeforeTheSuspect() {
        assertThat(target(badDeploy().plan())).isEqualTo(41);
    }

    @Test
    void candidate_thatIsInactive_isDropped() {
        PlannedRollback plan = badDeploy()
                .define(Worlds.definition(41, DefinitionStatus.INACTIVE, "content of 41"))
                .plan();

        assertThat(target(plan)).isEqualTo(40);
        assertThat(whyNot(plan, 41)).contains("INACTIVE");
    }

    @Test
    void candidate_thatIsQuarantined_isDropped() {
        PlannedRollback plan =
                badDeploy().standing(41, RevisionMark.QUARANTINED).plan();

        assertThat(target(plan)).isEqualTo(40);
        assertThat(whyNot(plan, 41)).contains("quarantined");
    }

    @Test
    void candidate_thatTheServiceWasRolledBackFrom_isDropped() {
        PlannedRollback plan = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(40, 200)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)).withTarget("41"))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.TARGET_IDENTIFIED);
        assertThat(plan.ending().orElseThrow().detail()).contains("rolled back from");
    }

    @Test
    void candidate_thatDoesBadlyOnlySinceTheSuspect_isKept() {
        PlannedRollback plan = badDeploy().deployed(41, 10).plan();

        assertThat(target(plan)).isEqualTo(41);
    }

    @Test
    void candidate_asBadAsTheIncident_isDropped() {
        PlannedRollback plan = Worlds.calmUntil(40)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 43)
                .deployed(43, 20)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(suspect(plan)).isEqualTo(43);
        assertThat(target(plan)).isEqualTo(41);
        assertThat(whyNot(plan, 42)).contains("bad record");
    }

    @Test
    void candidate_thatStartsTheSameAsTheSuspect_isDropped() {
        PlannedRollback plan = badDeploy()
                .deployed(revision("again", 42, image("app", "registry/payments:1.42", "sha256:42")), 10)
                .request(r -> r.withTarget("42"))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.TARGET_UNFIT);
    }

    @Test
    void candidate_whoseEveryTagMoved_isDropped() {
        PlannedRollback plan = Worlds.calmUntil(17)
                .deployed(revision("a", 41, image("app", "registry/payments:latest", "sha256:good")), 300)
                .deployed(revision("b", 42, image("app", "registry/payments:latest", "sha256:bad")), 20)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.NO_CANDIDATE);
        assertThat(whyNot(plan, 41)).contains("moved tag");
    }

    @Test
    void candidate_whoseTagsMovedInPart_opensAGateThatNamesThem() {
        PlannedRollback plan = Worlds.calmUntil(17)
                .deployed(
                        revision(
                                "a",
                                41,
                                image("app", "registry/payments:1.41", "sha256:41"),
                                image("proxy", "registry/side:stable", "sha256:old")),
                        300)
                .deployed(
                        revision(
                                "b",
                                42,
                                image("app", "registry/payments:1.42", "sha256:42"),
                                image("proxy", "registry/side:stable", "sha256:new")),
                        20)
                .request(r -> r.withIncidentStart(ago(18)))
                .snapshot(s -> s.withLoadBalanced(List.of(new PortBinding("proxy", 8080))))
                .define(Worlds.withProxy(41))
                .define(Worlds.withProxy(42))
                .plan();

        assertThat(status(plan, GateIds.MOVED_TAG)).isEqualTo(GateStatus.OPEN);
        assertThat(plan.gate(GateIds.MOVED_TAG).orElseThrow().evidence())
                .contains("proxy")
                .doesNotContain("app");
    }

    @Test
    void target_named_overridesTheChoiceAndNeedsAnOverrideOfSoftObjections() {
        assertThat(target(badDeploy().request(r -> r.withTarget("40")).plan())).isEqualTo(40);
        PlannedRollback unfit = badDeploy()
                .standing(40, RevisionMark.QUARANTINED)
                .request(r -> r.withTarget("40"))
                .plan();
        assertThat(refusal(unfit)).isEqualTo(Reason.TARGET_IDENTIFIED);
        assertThat(unfit.override("target-identified", "alice", "the quarantine is stale")
                        .executable())
                .isTrue();
    }

    @Test
    void target_whereHistoryHasNone_isWeakAndNeedsAPerson() {
        PlannedRollback plan = Worlds.calmUntil(17)
                .historySince(60)
                .serviceCreated(9_999)
                .active(42, 41)
                .define(Worlds.definition(41, DefinitionStatus.ACTIVE, "content of 41"))
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(target(plan)).isEqualTo(41);
        assertThat(status(plan, GateIds.TARGET_IDENTIFIED)).isEqualTo(GateStatus.OPEN);
    }

    @Test
    void target_ofAFirstDeployment_isNone() {
        PlannedRollback plan = Worlds.calmUntil(17)
                .serviceCreated(20)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.NO_CANDIDATE);
    }

    @ParameterizedTest
    @CsvSource({"NONE,PASSED", "LOW,PASSED", "MED,OPEN", "HIGH,OPEN", "UNREADABLE,OPEN"})
    void migrations_unknown_goByTheServiceTable(MigrationRisk risk, GateStatus expected) {
        assertThat(status(badDeploy().risk(risk).plan(), GateIds.NO_MIGRATIONS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(MigrationRisk.class)
    void migrations_found_blockWhateverTheTableSays(MigrationRisk risk) {
        PlannedRollback plan = badDeploy()
                .risk(risk)
                .finding(42, MigrationFinding.Kind.PRESENT)
                .plan();

        assertThat(status(plan, GateIds.NO_MIGRATIONS)).isEqualTo(GateStatus.BLOCKED);
    }

    @Test
    void migrations_provenAbsent_passWhateverTheTableSays() {
        PlannedRollback plan = badDeploy()
                .risk(MigrationRisk.HIGH)
                .finding(42, MigrationFinding.Kind.NONE)
                .plan();

        assertThat(status(plan, GateIds.NO_MIGRATIONS)).isEqualTo(GateStatus.PASSED);
    }

    @Test
    void migrations_whereSomethingDeployedSinceIsForgotten_areNotProvenAbsent() {
        PlannedRollback plan = Worlds.calmUntil(17)
                .deployed(41, 300)
                .deployedSomethingForgotten(100)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)))
                .risk(MigrationRisk.HIGH)
                .finding(42, MigrationFinding.Kind.NONE)
                .plan();

        assertThat(status(plan, GateIds.NO_MIGRATIONS)).isEqualTo(GateStatus.OPEN);
    }

    @Test
    void migrations_ofAServiceMissingFromTheTable_needAPerson() {
        assertThat(status(badDeploy().missingFromTable().plan(), GateIds.NO_MIGRATIONS))
                .isEqualTo(GateStatus.OPEN);
    }

    @Test
    void team_withoutANotifierThatReachesPeople_needsAPerson() {
        assertThat(status(badDeploy().plan(), GateIds.TEAM_NOTIFIED)).isEqualTo(GateStatus.PENDING);
        assertThat(status(badDeploy().notifierReachesNobody().plan(), GateIds.TEAM_NOTIFIED))
                .isEqualTo(GateStatus.OPEN);
    }

    @Test
    void item_thatIsNotRecognised_needsAPerson() {
        PlannedRollback plan = badDeploy().checklist("Ask the duty manager").plan();

        assertThat(status(plan, "confirm-ask-the-duty-manager")).isEqualTo(GateStatus.OPEN);
    }

    @Test
    void safetyGates_applyEvenWhereTheChecklistLacksThem() {
        PlannedRollback plan = badDeploy().checklist().plan();

        assertThat(plan.gates())
                .extracting(Gate::id)
                .contains(GateIds.DEPLOYMENT_CORRELATES, GateIds.TARGET_IDENTIFIED, GateIds.NO_MIGRATIONS);
    }

    @Test
    void foreignDeploymentInProgress_blocks() {
        PlannedRollback plan = badDeploy()
                .deployed(revision(43), 3, DeploymentState.IN_PROGRESS)
                .plan();

        assertThat(status(plan, GateIds.FOREIGN_DEPLOYMENT)).isEqualTo(GateStatus.BLOCKED);
    }

    @Test
    void blockedGate_confirmed_isRefusedWithWhatIsTakenInstead() {
        PlannedRollback plan =
                badDeploy().finding(42, MigrationFinding.Kind.PRESENT).plan();

        assertThatThrownBy(() -> plan.confirm(GateIds.NO_MIGRATIONS, "alice", ""))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("it is overridden, not confirmed");
        assertThat(plan.override(GateIds.NO_MIGRATIONS, "alice", "additive only")
                        .executable())
                .isTrue();
    }

    @Test
    void openGate_overridden_isRefusedWithWhatIsTakenInstead() {
        PlannedRollback plan = badDeploy().risk(MigrationRisk.HIGH).plan();

        assertThatThrownBy(() -> plan.override(GateIds.NO_MIGRATIONS, "alice", "x"))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("it is confirmed, not overridden");
        assertThat(plan.confirm(GateIds.NO_MIGRATIONS, "alice", "").executable())
                .isTrue();
    }

    @Test
    void passedGate_confirmed_isNotedInThePlanAndIgnored() {
        PlannedRollback plan = badDeploy().plan().confirm(GateIds.TARGET_IDENTIFIED, "alice", "looked");

        assertThat(status(plan, GateIds.TARGET_IDENTIFIED)).isEqualTo(GateStatus.PASSED);
        assertThat(plan.toString()).containsIgnoringWhitespaces("confirmed by alice: looked, which was not needed");
    }

    @Test
    void action_afterTheSuspectHasFinished_isAnUpdate() {
        assertThat(badDeploy().plan().action().orElseThrow().kind()).isEqualTo(Action.Kind.UPDATE);
    }

    @Test
    void action_whileTheSuspectRollsOut_isAStopUnlessATargetIsNamed() {
        Worlds world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(revision(42), 20, DeploymentState.IN_PROGRESS)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(world.plan().action().orElseThrow().kind()).isEqualTo(Action.Kind.STOP);
        assertThat(world.request(r -> r.withTarget("41"))
                        .plan()
                        .action()
                        .orElseThrow()
                        .kind())
                .isEqualTo(Action.Kind.UPDATE);
    }

    @Test
    void action_whereTheTargetRunsAlready_isNone() {
        assertThat(badDeploy().deployed(41, 10).plan().action().orElseThrow().kind())
                .isEqualTo(Action.Kind.NONE);
    }

    @Test
    void methodOfAnotherProduct_isRefused() {
        PlannedRollback plan = badDeploy()
                .snapshot(s -> s.withMethod(DeploymentMethod.CODE_DEPLOY))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.UNSUPPORTED_METHOD);
    }

    @Test
    void incident_withoutAStart_beginsAtAnOnsetOfEightPeriods() {
        Worlds old = Worlds.calmUntil(8).deployed(41, 300).deployed(42, 20);
        Worlds young = Worlds.calmUntil(7).deployed(41, 300).deployed(42, 20);

        assertThat(old.plan().measured().orElseThrow().span().from()).isEqualTo(ago(8));
        assertThat(young.plan().measured().orElseThrow().span().from()).isEqualTo(ago(20));
    }

    @Test
    void warning_pointsThatAreNoNumbers_isGiven() {
        assertThat(badDeploy().points(5, 4, Double.NaN).plan().warnings())
                .containsExactly("the metric ErrorRate holds points that are no numbers; they count as missing");
    }

    @Test
    void warning_noReference_isGivenUnlessALimitIsNamed() {
        Worlds blind = badDeploy().withoutPoints(24 * 60, 18);

        assertThat(blind.plan().warnings())
                .containsExactly("the metric ErrorRate doesn't tell how the service does without a fault;"
                        + " the rollback can't be verified by it");
        assertThat(blind.request(r -> r.withMaxErrorRate(1)).plan().warnings()).isEmpty();
    }

    @Test
    void serviceDeployedElsewhere_withoutAHistory_isRefusedForItsMethod() {
        Worlds nothing = Worlds.empty();

        assertThat(refusal(nothing.snapshot(s -> s.withMethod(DeploymentMethod.EXTERNAL))
                        .plan()))
                .isEqualTo(Reason.UNSUPPORTED_METHOD);
        assertThat(refusal(nothing.snapshot(s -> s.withMethod(DeploymentMethod.CODE_DEPLOY))
                        .plan()))
                .isEqualTo(Reason.UNSUPPORTED_METHOD);
        assertThat(refusal(nothing.snapshot(s -> s.withMethod(DeploymentMethod.ROLLING))
                        .plan()))
                .isEqualTo(Reason.SUSPECT_UNKNOWN);
    }

    @Test
    void serviceDeployedElsewhere_withAHistory_isRefusedForItsSuspect() {
        PlannedRollback plan = badDeploy()
                .snapshot(s -> s.withMethod(DeploymentMethod.CODE_DEPLOY))
                .request(r -> r.withSuspect("7"))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.SUSPECT_UNKNOWN);
    }

    @Test
    void blueGreen_isStoppedButNotUpdated() {
        assertThat(Worlds.suspectIn(DeploymentState.IN_PROGRESS)
                        .snapshot(s -> s.withMethod(DeploymentMethod.BLUE_GREEN))
                        .plan()
                        .ending())
                .isEmpty();
        assertThat(refusal(badDeploy()
                        .snapshot(s -> s.withMethod(DeploymentMethod.BLUE_GREEN))
                        .plan()))
                .isEqualTo(Reason.UNSUPPORTED_METHOD);
    }

    @Test
    void suspectInAnUnknownState_isRefusedWithThePlatformsReasonIfThereIsOne() {
        var odd = Deployment.of(new DeploymentId("d42"), revision(42).id(), DeploymentState.UNKNOWN, ago(20));

        assertThat(Worlds.suspectIn(DeploymentState.UNKNOWN)
                        .plan()
                        .ending()
                        .orElseThrow()
                        .detail())
                .isEqualTo("d42; nothing is written");
        assertThat(Worlds.calmUntil(17)
                        .deployed(41, 300)
                        .deployment(odd.withReason("HIBERNATING"), revision(42))
                        .request(r -> r.withIncidentStart(ago(18)))
                        .plan()
                        .ending()
                        .orElseThrow()
                        .detail())
                .isEqualTo("d42: HIBERNATING; nothing is written");
    }

    @Test
    void everyCandidateDropped_isRefusedWithEachReasonAndNothingElse() {
        PlannedRollback plan = badDeploy()
                .standing(41, RevisionMark.QUARANTINED)
                .standing(40, RevisionMark.QUARANTINED)
                .plan();

        assertThat(plan.ending().orElseThrow().detail())
                .isEqualTo("payments:41: quarantined by an earlier rollback;"
                        + " payments:40: quarantined by an earlier rollback");
    }

    @Test
    void baseline_borrowedFromEarlierStretches_leavesOutAnotherIncident() {
        PlannedRollback plan = Worlds.calmUntil(17)
                .deployed(39, 900)
                .deployed(40, 200)
                .deployed(41, 26)
                .deployed(42, 20)
                .points(200, 23, Worlds.FAULT)
                .points(300, 200, 0.7)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(target(plan)).isEqualTo(41);
        assertThat(plan.measured().orElseThrow().levels().percentile95()).isEqualTo(0.7);
    }

    private static Worlds silentRollout(Worlds world, int number) {
        return world.snapshot(s -> ServiceSnapshot.of(
                s.service(),
                s.createdAt(),
                3,
                List.of(Rollout.primary(s.primary().orElseThrow().id(), rev(number), ago(10)))));
    }

    @Test
    void targetRuns_platformTellsTheNumberOnly_isToldByThat() {
        PlannedRollback plan = silentRollout(
                        badDeploy().points(10, 0, Worlds.CALM).deployed(41, 10), 41)
                .plan();

        assertThat(plan.action()).hasValue(Action.NONE);
        assertThat(silentRollout(badDeploy(), 42).plan().action()).hasValue(Action.UPDATE);
    }

    @Test
    void targetRuns_numberIsTheSuspectsToo_cannotBeToldByTheNumber() {
        var rebuilt = revision("sr-41b", 41, image("app", "registry/payments:1.41", "sha256:new"));
        Worlds world =
                Worlds.calmUntil(17).deployed(41, 300).deployed(rebuilt, 20).request(r -> r.withIncidentStart(ago(18)));

        assertThat(silentRollout(world, 41).plan().action()).isNotEqualTo(Optional.of(Action.NONE));
    }

    @Test
    void suspectInProgressThatAnotherDeploymentReplaced_isNotStopped() {
        PlannedRollback plan = Worlds.suspectIn(DeploymentState.IN_PROGRESS)
                .deployed(revision(43), 2, DeploymentState.IN_PROGRESS)
                .plan();

        assertThat(plan.action()).hasValue(Action.UPDATE);
    }

    @Test
    void refusedForItsTarget_thatGateIsBlockedForGoodAndTheOthersAreNotLookedAt() {
        PlannedRollback unfit = badDeploy().request(r -> r.withTarget("7")).plan();

        assertThat(unfit.gate("target-identified").orElseThrow().status()).isEqualTo(GateStatus.BLOCKED);
        assertThat(unfit.gate("target-identified").orElseThrow().overridable()).isFalse();
        assertThat(unfit.gate("no-migrations").orElseThrow().evidence())
                .isEqualTo("not looked at: nothing can be written");
    }

    @Test
    void platformsTargetRejected_thatGateIsBlockedForGood() {
        var returning = Deployment.of(
                        new DeploymentId("d42"), revision(42).id(), DeploymentState.ROLLBACK_IN_PROGRESS, ago(20))
                .withRolledBackTo(revision(41).id());
        PlannedRollback plan = Worlds.calmUntil(17)
                .deployed(41, 300)
                .deployment(returning, revision(42))
                .standing(41, RevisionMark.QUARANTINED)
                .request(r -> r.withIncidentStart(ago(18)))
                .plan();

        assertThat(plan.gate("target-identified").orElseThrow().overridable()).isFalse();
    }

    @Test
    void alarmOfAnotherRegion_noGateIsBlamed() {
        var started = new ServiceRevision(
                new ServiceRevisionId("arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/payments/1"),
                rev(42),
                List.of(image("app", "registry/payments:1.42", "sha256:42")));
        PlannedRollback plan = Worlds.calmUntil(17)
                .deployed(41, 300)
                .deployed(started, 20)
                .request(r -> r.withIncident(
                        Incident.of("payments-5xx").withRegion("us-east-1").withStart(ago(18), Duration.ofMinutes(1))))
                .plan();

        assertThat(refusal(plan)).isEqualTo(Reason.INCIDENT_ELSEWHERE);
        assertThat(plan.gates()).extracting(Gate::status).containsOnly(GateStatus.OPEN);
    }
}
