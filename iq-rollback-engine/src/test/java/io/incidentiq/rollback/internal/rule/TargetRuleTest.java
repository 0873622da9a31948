package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rejected;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.TaskDefinition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetRuleTest {
    private static TargetRule rule(Worlds world) {
        return world.targetRule();
    }

    private static TargetRule.Choice choice(Worlds world) {
        return rule(world).choose(world.symptoms());
    }

    private static Optional<RevisionId> target(Worlds world) {
        return choice(world).target().map(Target::revision);
    }

    @Test
    void choose_severalSuccesses_isTheNewestBeforeTheSuspect() {
        assertThat(target(Worlds.badDeploy())).hasValue(rev(41));
    }

    @Test
    void choose_newestIsDropped_isTheNextWithTheReasonShown() {
        var choice = choice(Worlds.badDeploy().standing(41, RevisionMark.QUARANTINED));

        assertThat(choice.target().orElseThrow().revision()).isEqualTo(rev(40));
        assertThat(choice.rejected()).containsExactly(new Rejected(rev(41), "quarantined by an earlier rollback"));
    }

    @Test
    void choose_failedDeployment_isNoCandidate() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(revision(41), 300, DeploymentState.STOPPED)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(target(world)).hasValue(rev(40));
    }

    @Test
    void choose_numbersThatNeverRanInBetween_areShownAsSuch() {
        var world = Worlds.calmUntil(17).deployed(39, 600).deployed(42, 20).request(r -> r.withIncidentStart(ago(18)));

        assertThat(choice(world).rejected())
                .containsExactly(
                        new Rejected(rev(41), "never ran in this service"),
                        new Rejected(rev(40), "never ran in this service"));
    }

    @Test
    void choose_badRevisionBelowAFailedHotfix_isPassedOver() {
        var world = Worlds.empty()
                .points(24 * 60, 100, Worlds.CALM)
                .points(100, 0, Worlds.FAULT)
                .deployed(40, 600)
                .deployed(41, 100)
                .deployed(42, 20)
                .request(r -> r.withSuspect("42").withIncidentStart(ago(20)));

        var choice = choice(world);

        assertThat(choice.target().orElseThrow().revision()).isEqualTo(rev(40));
        assertThat(choice.rejected().get(0).why()).startsWith("bad record: served at 8.00, shown worse than 4.25");
    }

    @Test
    void choose_everyCandidateDropped_isNone() {
        var world = Worlds.badDeploy().standing(41, RevisionMark.QUARANTINED).standing(40, RevisionMark.QUARANTINED);

        assertThat(target(world)).isEmpty();
    }

    @Test
    void choose_toNamed_overridesTheChoice() {
        assertThat(target(Worlds.badDeploy().request(r -> r.withTarget("40")))).hasValue(rev(40));
    }

    @Test
    void choose_toNamedWithASoftObjection_isTheTargetWithTheObjection() {
        var world = Worlds.badDeploy().standing(40, RevisionMark.QUARANTINED).request(r -> r.withTarget("40"));

        assertThat(choice(world).target().orElseThrow().trust())
                .isEqualTo(Target.Trust.objected("quarantined by an earlier rollback"));
    }

    @Test
    void choose_toNamedWithAHardObjection_isDropped() {
        var world = Worlds.badDeploy()
                .define(Worlds.definition(40, DefinitionStatus.INACTIVE, "content of 40"))
                .request(r -> r.withTarget("40"));

        assertThat(choice(world).rejected()).containsExactly(new Rejected(rev(40), "INACTIVE: deregistered"));
        assertThat(target(world)).isEmpty();
    }

    @Test
    void choose_toNamesTheSuspect_isDropped() {
        assertThat(choice(Worlds.badDeploy().request(r -> r.withTarget("42"))).rejected())
                .containsExactly(new Rejected(rev(42), "starts exactly what the suspect started"));
    }

    @Test
    void choose_toNamesWhatNeverRan_isDropped() {
        assertThat(choice(Worlds.badDeploy().request(r -> r.withTarget("7")))
                        .rejected()
                        .get(0)
                        .why())
                .startsWith("no success of it in this service");
    }

    @Test
    void choose_toNamesALaterDeployment_isObjectedTo() {
        var world = Worlds.badDeploy().deployed(43, 10).request(r -> r.withTarget("43"));

        assertThat(choice(world).target().orElseThrow().trust())
                .isEqualTo(Target.Trust.objected("first deployed after the suspect"));
    }

    @Test
    void choose_toOfAnotherFamily_isRefused() {
        var world = Worlds.badDeploy().request(r -> r.withTarget("orders:40"));

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> choice(world));

        assertThat(refusal.ending().reason()).isEqualTo(Reason.TARGET_UNFIT);
    }

    private static Worlds forgotten() {
        return Worlds.calmUntil(17)
                .deployed(42, 20)
                .active(42, 41, 40)
                .historySince(60)
                .serviceCreated(90_000)
                .request(r -> r.withIncidentStart(ago(18)));
    }

    @Test
    void choose_serviceOlderThanHistory_isTheNewestOlderActiveRevisionAndWeak() {
        Target target = choice(forgotten()).target().orElseThrow();

        assertThat(target.revision()).isEqualTo(rev(41));
        assertThat(target.succeededAt()).isNull();
    }

    @Test
    void choose_serviceOlderThanHistory_prefersWhatWasVerifiedBefore() {
        Target target =
                choice(forgotten().standing(40, RevisionMark.PROVEN)).target().orElseThrow();

        assertThat(target.revision()).isEqualTo(rev(40));
        assertThat(target.evidence()).startsWith("verified by an earlier rollback");
    }

    @Test
    void choose_historyReachesTheServicesBeginning_hasNoWeakCandidates() {
        assertThat(target(forgotten().serviceCreated(60))).isEmpty();
    }

    @Test
    void vetPlatformChoice_goodRevision_isTheTarget() {
        assertThat(rule(Worlds.badDeploy())
                        .vetPlatformChoice(revision(41), Worlds.badDeploy().symptoms())
                        .target())
                .isPresent();
    }

    @Test
    void vetPlatformChoice_retiredRevision_isKeptBecauseThePlatformBringsItBack() {
        var world = Worlds.badDeploy().define(Worlds.definition(41, DefinitionStatus.INACTIVE, "content of 41"));

        assertThat(rule(world).vetPlatformChoice(revision(41), world.symptoms()).target())
                .isPresent();
    }

    @Test
    void platformReturnsTo_nothingAnnounced_isTheLastSuccess() {
        assertThat(rule(Worlds.badDeploy()).platformReturnsTo()).hasValue(revision(41));
    }

    /** 41 served for two minutes only, before the suspect 42. */
    private static Worlds shortlyServed() {
        return Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 25)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));
    }

    @Test
    void unproven_anOlderOneIsProven_isPassedOver() {
        var choice = choice(shortlyServed());

        assertThat(choice.target().orElseThrow().revision()).isEqualTo(rev(40));
        assertThat(choice.rejected()).containsExactly(new Rejected(rev(41), "unproven: it served for 2 min only"));
    }

    @Test
    void unproven_withThreePeriodsOfGoodRecord_isProven() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 26)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(target(world)).hasValue(rev(41));
    }

    @Test
    void unproven_recordWorseThanTheReferenceAndIncidentTooShort_isPassedOver() {
        var world = Worlds.calmUntil(60)
                .deployed(40, 600)
                .deployed(41, 60)
                .deployed(42, 10)
                .request(r -> r.withIncidentStart(ago(1)));

        TargetRule.Choice choice = choice(world);

        assertThat(choice.target().orElseThrow().revision()).isEqualTo(rev(40));
        assertThat(choice.rejected().get(0).why())
                .isEqualTo(
                        "unproven: it served at 8.00, shown worse than 0.500, and too little is known of the incident");
    }

    @Test
    void unproven_moreThanOne_isTheNewestForAPersonToConfirm() {
        var world = Worlds.calmUntil(17)
                .deployed(39, 600)
                .deployed(40, 30)
                .deployed(41, 25)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));

        Target target = choice(world).target().orElseThrow();

        assertThat(target.revision()).isEqualTo(rev(41));
        assertThat(target.trust()).isEqualTo(Target.Trust.doubted("unproven: it served for 2 min only"));
        assertThat(world.plan().gate("target-identified").orElseThrow().status())
                .isEqualTo(GateStatus.OPEN);
    }

    @Test
    void unproven_noneIsProven_isTheNewestForAPersonToConfirm() {
        var world = Worlds.calmUntil(17).deployed(41, 25).deployed(42, 20).request(r -> r.withIncidentStart(ago(18)));

        assertThat(choice(world).target().orElseThrow().trust().doubt()).startsWith("unproven");
    }

    @Test
    void unproven_withoutAMetric_isTheNewestForAPersonToConfirm() {
        Target target = choice(shortlyServed().withoutMetric()).target().orElseThrow();

        assertThat(target.revision()).isEqualTo(rev(41));
        assertThat(target.trust().doubt()).startsWith("unproven");
    }

    @Test
    void unproven_servedBeforeTheDataBegins_isProvenByItsSuccess() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 3_000)
                .deployed(41, 2_000)
                .deployed(43, 1_995)
                .deployed(44, 20)
                .standing(43, RevisionMark.QUARANTINED)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(choice(world).target().orElseThrow().evidence()).endsWith("served 2 min, before the data begins");
    }

    @Test
    void runsAlready_deregisteredSince_isTheTarget() {
        var world = Worlds.badDeploy()
                .points(10, 0, Worlds.CALM)
                .deployed(41, 10)
                .define(Worlds.definition(41, DefinitionStatus.INACTIVE, "content of 41"));

        PlannedRollback plan = world.plan();

        assertThat(plan.action().orElseThrow().kind()).isEqualTo(Action.Kind.NONE);
        assertThat(plan.warnings()).contains("payments:41 runs on, but is INACTIVE: it could not be deployed again");
    }

    @Test
    void movedTags_ofTheOnlyCandidate_nameTheImagesToRegister() {
        var good = Worlds.revision("sr-old", 41, Worlds.image("app", "registry:5000/app:latest", "sha256:1"));
        var bad = Worlds.revision("sr-new", 42, Worlds.image("app", "registry:5000/app:latest", "sha256:2"));
        var world =
                Worlds.calmUntil(17).deployed(good, 300).deployed(bad, 20).request(r -> r.withIncidentStart(ago(18)));

        assertThat(world.plan().ending().orElseThrow().detail())
                .endsWith(
                        "to return to what payments:41 ran, register a revision with app=registry:5000/app@sha256:1 and name it as the target");
    }

    @Test
    void toNamesARevisionPinnedToWhatACandidateRan_isTheTarget() {
        var good = Worlds.revision("sr-old", 41, Worlds.image("app", "registry/app:latest", "sha256:1"));
        var bad = Worlds.revision("sr-new", 42, Worlds.image("app", "registry/app:latest", "sha256:2"));
        var world = Worlds.calmUntil(17)
                .deployed(good, 300)
                .deployed(bad, 20)
                .define(new TaskDefinition(
                        rev(43),
                        DefinitionStatus.ACTIVE,
                        java.util.List.of(new ContainerDefinition("app", "registry/app@sha256:1", java.util.List.of())),
                        "content of 43",
                        ago(1)))
                .request(r -> r.withIncidentStart(ago(18)).withTarget("43"));

        assertThat(world.plan().executable()).isTrue();
        assertThat(target(world)).hasValue(rev(43));
    }

    @Test
    void unproven_servedForExactlyFifteenMinutes_isProven() {
        var world = Worlds.calmUntil(17)
                .withoutPoints(35, 20)
                .deployed(40, 600)
                .deployed(41, 38)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(target(world)).hasValue(rev(41));
    }

    @Test
    void unproven_threePeriodsWhoseMeanIsBeyondHalfWay_isPassedOver() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 26)
                .deployed(42, 20)
                .points(23, 21, Worlds.FAULT)
                .request(r -> r.withIncidentStart(ago(18)));

        var choice = choice(world);

        assertThat(choice.target().map(Target::revision)).hasValue(rev(40));
        assertThat(choice.rejected()).containsExactly(new Rejected(rev(41), "unproven: it served for 3 min only"));
    }
}
