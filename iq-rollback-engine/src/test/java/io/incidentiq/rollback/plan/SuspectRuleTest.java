package io.incidentiq.rollback.plan;

import static io.incidentiq.rollback.plan.Worlds.ago;
import static io.incidentiq.rollback.plan.Worlds.image;
import static io.incidentiq.rollback.plan.Worlds.rev;
import static io.incidentiq.rollback.plan.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.port.DefinitionStatus;
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
                .contains("--suspect");
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
        assertThat(refusal(Worlds.empty().deployed(41, 500).deployed(41, 60))).contains("--incident-start");
    }
}
