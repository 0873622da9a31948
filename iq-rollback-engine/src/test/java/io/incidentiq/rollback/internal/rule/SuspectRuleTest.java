package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.image;
import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import org.junit.jupiter.api.Test;

class SuspectRuleTest {
    private static Suspect suspect(Worlds world) {
        return world.suspect();
    }

    private static String refusal(Worlds world) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> suspect(world));
        assertThat(refusal.ending().reason()).isEqualTo(Reason.SUSPECT_UNKNOWN);
        return refusal.ending().detail();
    }

    @Test
    void named_thatIsNotInTheHistory_isNotAskedForAgain() {
        var plan = Worlds.badDeploy().request(r -> r.withSuspect("77")).plan();

        assertThat(plan.ending().orElseThrow().detail())
                .contains("payments:77", "name one of its deployments")
                .doesNotContain("name the bad revision");
    }

    @Test
    void choose_suspectNamed_isItsLatestDeployment() {
        var world = Worlds.empty()
                .deployed(42, 300)
                .deployed(41, 200)
                .deployed(42, 100)
                .request(r -> r.withSuspect("42"));

        assertThat(suspect(world).deployment().id().value()).isEqualTo("d42-2");
    }

    @Test
    void choose_suspectNamedThatNeverRan_isRefusedWithTheChoices() {
        var world = Worlds.badDeploy().request(r -> r.withSuspect("7"));

        assertThat(refusal(world)).contains("payments:7", "payments:42", "payments:41");
    }

    @Test
    void choose_suspectNamedUnreadably_isRefused() {
        assertThat(refusal(Worlds.badDeploy().request(r -> r.withSuspect("latest"))))
                .contains("suspect: ");
    }

    @Test
    void choose_incidentStart_isTheLatestEligibleInTheWindow() {
        var world = Worlds.empty()
                .deployed(40, 100)
                .deployed(41, 60)
                .deployed(42, 10)
                .request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(41));
    }

    @Test
    void choose_createdAtTheWindowsStart_counts() {
        var world = Worlds.empty().deployed(41, 150).request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(41));
    }

    @Test
    void choose_nothingInTheWindow_isTheReleaseThatRuns() {
        var world = Worlds.empty().deployed(41, 151).request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(41));
    }

    @Test
    void choose_severalReleasesLongBeforeTheWindow_isRefused() {
        var world = Worlds.empty().deployed(40, 9_000).deployed(41, 7_000).request(r -> r.withIncidentStart(ago(30)));

        assertThat(refusal(world)).contains("nothing new was deployed");
    }

    @Test
    void choose_onlyReleaseOfTheLastDay_isIt() {
        var world = Worlds.empty().deployed(40, 9_000).deployed(41, 500).request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(41));
    }

    @Test
    void choose_createdOnePeriodAfterTheStart_isNotLate() {
        var world = Worlds.empty().deployed(41, 29).request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(41));
    }

    @Test
    void choose_onlyACurrentOneCreatedLater_isIt() {
        var world = Worlds.empty().deployed(40, 900).deployed(41, 28).request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(41));
    }

    @Test
    void choose_redeployOfTheSuspect_isJudgedFromTheFirstDeployment() {
        var world = Worlds.empty().deployed(41, 100).deployed(41, 30).request(r -> r.withIncidentStart(ago(20)));

        assertThat(suspect(world).since()).isEqualTo(ago(100));
    }

    @Test
    void choose_rollback_isNeverTheSuspect() {
        var world = Worlds.empty()
                .deployed(41, 110)
                .deployed(42, 60)
                .deployed(41, 30)
                .request(r -> r.withIncidentStart(ago(20)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_rollbackRegisteredAnew_isNeverTheSuspect() {
        var sameAgain = revision("sr-43", 43, image("app", "registry/payments:1.41", "sha256:41"));
        var world = Worlds.empty()
                .deployed(41, 110)
                .deployed(42, 60)
                .deployed(sameAgain, 30)
                .define(Worlds.definition(43, DefinitionStatus.ACTIVE, "content of 41"))
                .request(r -> r.withIncidentStart(ago(20)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_sameDefinitionWithNewDigests_isEligible() {
        var newImage = revision("sr-41b", 41, image("app", "registry/payments:1.41", "sha256:new"));
        var world = Worlds.empty().deployed(41, 110).deployed(newImage, 30).request(r -> r.withIncidentStart(ago(20)));

        assertThat(suspect(world).deployment().id().value()).isEqualTo("d41-2");
    }

    @Test
    void choose_noStartAndOneRecentDeployment_isTheCurrentOne() {
        var world = Worlds.empty().deployed(41, 500).deployed(42, 60);

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_noStartAndTwoRecentDeployments_isRefused() {
        assertThat(refusal(Worlds.empty().deployed(41, 100).deployed(42, 60))).contains("2 releases in the last 2 h");
    }

    @Test
    void choose_noStartAndNothingRecent_isRefused() {
        assertThat(refusal(Worlds.empty().deployed(41, 121))).contains("0 releases");
    }

    @Test
    void choose_noStartAndRecentRedeploy_isRefused() {
        assertThat(refusal(Worlds.empty().deployed(41, 500).deployed(41, 60))).contains("or when the incident began");
    }

    @Test
    void choose_redeployedAfterItWasTakenBack_isTheSuspectAgain() {
        var world = Worlds.empty()
                .deployed(41, 5_000)
                .deployed(42, 840)
                .deployed(41, 780)
                .deployed(42, 14)
                .request(r -> r.withIncidentStart(ago(13)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
        assertThat(suspect(world).since()).isEqualTo(ago(14));
    }

    @Test
    void choose_retryOfAFailedDeployment_isJudgedFromTheFirst() {
        var world = Worlds.empty()
                .deployed(41, 5_000)
                .undone(42, 20, revision(41))
                .deployed(revision(42), 5, DeploymentState.IN_PROGRESS)
                .request(r -> r.withIncidentStart(ago(19)));

        assertThat(suspect(world).deployment().id().value()).isEqualTo("d42-2");
        assertThat(suspect(world).since()).isEqualTo(ago(20));
    }

    @Test
    void choose_noStartAfterOurOwnRollback_isWhatWasTakenBack() {
        var world = Worlds.empty().deployed(41, 5_000).deployed(42, 60).deployed(41, 20);

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_anotherDeployedRightAfterTheStartAndDoesWell_isTheOneBefore() {
        var world = Worlds.calmUntil(0)
                .points(20, 18, Worlds.FAULT)
                .deployed(41, 500)
                .deployed(42, 21)
                .deployed(43, 20)
                .request(r -> r.withIncidentStart(ago(20).minusSeconds(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
        assertThat(suspect(world).rival()).isNull();
    }

    @Test
    void choose_anotherDeployedRightAfterTheStartAndBothMayBeIt_namesBoth() {
        var world = Worlds.calmUntil(20)
                .deployed(41, 500)
                .deployed(42, 21)
                .deployed(43, 20)
                .request(r -> r.withIncidentStart(ago(20).minusSeconds(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
        assertThat(suspect(world).rival()).isEqualTo(rev(43));
    }

    @Test
    void choose_anotherDeployedRightAfterTheStartOfALongGoodRelease_isTheLaterOne() {
        var world = Worlds.calmUntil(20)
                .deployed(41, 500)
                .deployed(42, 100)
                .deployed(43, 20)
                .request(r -> r.withIncidentStart(ago(20).minusSeconds(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(43));
    }

    @Test
    void choose_anotherDeployedRightAfterTheStartOfAReleaseHardlyWorse_isTheLaterOne() {
        var world = Worlds.calmUntil(20)
                .points(37, 20, 1.2 * Worlds.CALM)
                .deployed(41, 500)
                .deployed(42, 40)
                .deployed(43, 20)
                .request(r -> r.withIncidentStart(ago(20).minusSeconds(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(43));
        assertThat(suspect(world).rival()).isNull();
    }

    @Test
    void choose_commitInAnImageTag_isTheReleaseBuiltFromIt() {
        var built = revision("sr-42", 42, image("app", "registry/payments:main-3f9a1bc7d2", "sha256:42"));
        var world = Worlds.empty().deployed(41, 500).deployed(built, 30);

        assertThat(suspect(world.request(r -> r.withSuspectCommit("3F9A1BC"))).revision())
                .isEqualTo(built);
    }

    @Test
    void choose_commitInALabel_isTheReleaseBuiltFromIt() {
        var world = Worlds.badDeploy()
                .define(Worlds.labelled(42, "org.opencontainers.image.revision", "3f9a1bc7d2e41f"))
                .request(r -> r.withSuspectCommit("3f9a1bc7d2e41f0099887766"));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_commitOfTwoReleases_isRefused() {
        var world = Worlds.badDeploy()
                .define(Worlds.labelled(41, "commit", "3f9a1bc"))
                .define(Worlds.labelled(42, "commit", "3f9a1bc"))
                .request(r -> r.withSuspectCommit("3f9a1bc"));

        assertThat(refusal(world)).contains("commit 3f9a1bc is in payments:41 and payments:42");
    }

    @Test
    void choose_commitNowhere_isRefused() {
        assertThat(refusal(Worlds.badDeploy().request(r -> r.withSuspectCommit("abcdef0"))))
                .contains("holds commit abcdef0");
    }

    @Test
    void choose_suspectUnknown_namesTheOnsetAsALine() {
        var world = Worlds.calmUntil(17).deployed(40, 5_000).deployed(41, 100).deployed(42, 20);

        assertThat(refusal(world)).contains("the metric got worse at " + ago(17));
    }

    @Test
    void choose_startToldEarlyAndTheServiceWasBroughtBack_isWhatWasTakenBack() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 5_000)
                .deployed(41, 60)
                .deployed(42, 20)
                .deployed(41, 5)
                .request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
        assertThat(world.plan().action().orElseThrow().kind()).isEqualTo(Action.Kind.NONE);
    }

    @Test
    void choose_startToldEarlyAndThePlatformWentBack_isWhatItUndid() {
        var world = Worlds.calmUntil(17).deployed(40, 5_000).deployed(41, 60);
        world.deployment(
                        Deployment.of(
                                        new DeploymentId("d42"),
                                        revision(42).id(),
                                        DeploymentState.ROLLBACK_SUCCESSFUL,
                                        ago(20))
                                .withFinishedAt(ago(5))
                                .withRolledBackTo(revision(41).id()),
                        revision(42))
                .request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_createdOnePeriodAfterTheStartAndReplacedSince_isIt() {
        var world = Worlds.empty()
                .deployed(40, 900)
                .deployed(41, 29)
                .deployed(42, 10)
                .request(r -> r.withIncidentStart(ago(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(41));
    }

    /** 42, then 43 right after the start at 20 minutes and 30 seconds ago. */
    private static Worlds oneRightAfterTheOther(int first) {
        return Worlds.calmUntil(first - 3)
                .deployed(41, 500)
                .deployed(42, first)
                .deployed(43, 20)
                .request(r -> r.withIncidentStart(ago(20).minusSeconds(30)));
    }

    @Test
    void choose_theFirstOfTwoWasBadForThreePeriods_isTheFirst() {
        assertThat(suspect(oneRightAfterTheOther(26)).revision().definition()).isEqualTo(rev(42));
        assertThat(suspect(oneRightAfterTheOther(26)).rival()).isNull();
    }

    @Test
    void choose_theFirstOfTwoWasBadForTwoPeriods_namesBoth() {
        assertThat(suspect(oneRightAfterTheOther(25)).rival()).isEqualTo(rev(43));
    }

    @Test
    void choose_theSecondOfTwoDoesWellForThreePeriods_isTheFirst() {
        var world = Worlds.calmUntil(0)
                .deployed(41, 500)
                .deployed(42, 7)
                .deployed(43, 6)
                .request(r -> r.withIncidentStart(ago(6).minusSeconds(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
        assertThat(suspect(world).rival()).isNull();
    }

    @Test
    void choose_theSecondOfTwoWasBadUntilSomebodyWentBack_isTheSecond() {
        var world = Worlds.calmUntil(20)
                .points(13, 0, Worlds.CALM)
                .deployed(41, 500)
                .deployed(42, 100)
                .deployed(43, 20)
                .deployed(41, 14)
                .request(r -> r.withIncidentStart(ago(20).minusSeconds(30)));

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(43));
    }

    private static Worlds takenBack(int minutesAgo) {
        return Worlds.empty()
                .deployed(41, 9_000)
                .deployed(42, 1_000)
                .deployed(41, minutesAgo)
                .request(r -> r.withIncidentStart(ago(300)));
    }

    @Test
    void choose_nothingInTheWindowAndTakenBackSinceTheStart_isWhatWasTakenBack() {
        assertThat(suspect(takenBack(100)).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_nothingInTheWindowAndTakenBackBeforeTheStart_isRefused() {
        assertThat(refusal(takenBack(350))).contains("nothing new was deployed");
    }

    @Test
    void choose_noStartAndAnOldReleaseTakenBackLately_isThatRelease() {
        var world = Worlds.empty().deployed(41, 5_000).deployed(42, 200).deployed(41, 20);

        assertThat(suspect(world).revision().definition()).isEqualTo(rev(42));
    }

    @Test
    void choose_suspectUnknown_doesNotOfferWhatThePlatformForgot() {
        var world =
                Worlds.empty().deployed(40, 300).deployedSomethingForgotten(100).deployed(42, 60);

        assertThat(refusal(world)).contains("payments:42 (created").doesNotContain("forgotten-");
    }

    @Test
    void choose_suspectUnknown_seeksTheOnsetAgainstTheHourBeforeTheFirstRecentRelease() {
        var world = Worlds.calmUntil(17)
                .points(180, 120, Worlds.FAULT)
                .deployed(40, 5_000)
                .deployed(41, 50)
                .deployed(42, 20);

        assertThat(refusal(world)).contains("the metric got worse at " + ago(17));
    }
}
