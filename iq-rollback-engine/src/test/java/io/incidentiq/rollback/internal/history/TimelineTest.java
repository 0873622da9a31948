package io.incidentiq.rollback.internal.history;

import static io.incidentiq.rollback.internal.planning.Worlds.NOW;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.image;
import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was deployed when, what it was to the service, and which of it the service is on. */
class TimelineTest {
    private static final Duration WELL = Duration.ofMinutes(15);

    private static Timeline timeline(Worlds world) {
        return world.evidence().timeline();
    }

    private static Optional<String> current(Worlds world) {
        return timeline(world).current().map(e -> e.deployment().id().value());
    }

    private static Worlds on(Rollout primary) {
        return Worlds.badDeploy().snapshot(s -> ServiceSnapshot.of(s.service(), s.createdAt(), 3, List.of(primary)));
    }

    private static Rollout rollout(String id, int number, int minutesAgo) {
        return Rollout.primary(new DeploymentId(id), rev(number), ago(minutesAgo));
    }

    @Test
    void current_primaryIsAnOlderDeployment_isThatOne() {
        assertThat(current(on(rollout("d41", 41, 300)))).contains("d41");
    }

    @Test
    void current_primaryUndoesADeployment_isTheOneThatItUndoes() {
        Rollout back = rollout("d41", 41, 5).withRollbackOf(new DeploymentId("d42"));

        assertThat(current(on(back))).contains("d42");
    }

    @Test
    void current_newRolloutUndoesADeployment_isNotNewerThanTheHistory() {
        Worlds world = on(rollout("back", 41, 5).withRollbackOf(new DeploymentId("d42")));

        assertThat(current(world)).contains("d42");
        assertThat(Timeline.newerThanHistory(world.facts())).isFalse();
    }

    @Test
    void current_primaryIsNewerThanTheHistory_isUnknown() {
        Worlds world = on(rollout("d43", 43, 1));

        assertThat(current(world)).isEmpty();
        assertThat(Timeline.newerThanHistory(world.facts())).isTrue();
    }

    @Test
    void current_primaryIsNotNamedInTheHistoryButOlder_isTheNewestOfTheHistory() {
        Worlds world = on(rollout("anonymous", 42, 20));

        assertThat(current(world)).contains("d42");
        assertThat(Timeline.newerThanHistory(world.facts())).isFalse();
    }

    @Test
    void current_nothingWasEverDeployed_isNone() {
        Worlds world = Worlds.empty();

        assertThat(current(world)).isEmpty();
        assertThat(Timeline.newerThanHistory(world.facts())).isFalse();
    }

    @Test
    void newerThanHistory_historyIsEmpty_isFalse() {
        Worlds world = Worlds.empty()
                .snapshot(s -> ServiceSnapshot.of(s.service(), s.createdAt(), 3, List.of(rollout("d43", 43, 1))));

        assertThat(Timeline.newerThanHistory(world.facts())).isFalse();
        assertThat(current(world)).isEmpty();
    }

    private static boolean leftFor40(Worlds world) {
        return timeline(world).wasRolledBackFrom(revision(41), WELL, NOW);
    }

    private static Worlds wentBack() {
        return Worlds.empty().deployed(40, 900).deployed(41, 700).deployed(40, 600);
    }

    @Test
    void wasRolledBackFrom_neverServedAgain_isTrue() {
        assertThat(leftFor40(wentBack().deployed(42, 20))).isTrue();
    }

    @Test
    void wasRolledBackFrom_servedForFifteenMinutesSince_isFalse() {
        assertThat(leftFor40(wentBack().deployed(41, 38).deployed(42, 20))).isFalse();
    }

    @Test
    void wasRolledBackFrom_servedForFourteenMinutesSince_isTrue() {
        assertThat(leftFor40(wentBack().deployed(41, 37).deployed(42, 20))).isTrue();
    }

    @Test
    void wasRolledBackFrom_somethingUnknownCameAfterIt_isFalse() {
        Worlds world =
                Worlds.empty().deployed(41, 300).deployedSomethingForgotten(100).deployed(42, 20);

        assertThat(leftFor40(world)).isFalse();
    }

    @Test
    void wasRolledBackFrom_theNextWasRolledBackPastIt_isFalse() {
        Worlds world = Worlds.empty()
                .deployed(40, 900)
                .deployed(41, 700)
                .deployed(42, 500)
                .deployed(40, 400);

        assertThat(leftFor40(world)).isFalse();
    }

    @Test
    void wasRolledBackFrom_replacedByAYoungerOneThatRanBefore_isFalse() {
        Worlds world = Worlds.empty()
                .deployed(40, 900)
                .deployed(41, 700)
                .deployed(42, 500)
                .deployed(40, 400)
                .deployed(41, 300);

        assertThat(timeline(world).wasRolledBackFrom(revision(40), WELL, NOW)).isFalse();
    }

    private static Deployment suspect(Worlds world) {
        return world.suspect().deployment();
    }

    @Test
    void undoneAt_thePlatformUndidIt_isWhenItWasDone() {
        Deployment undone = Deployment.of(
                        new DeploymentId("d42"), revision(42).id(), DeploymentState.ROLLBACK_SUCCESSFUL, ago(20))
                .withFinishedAt(ago(5))
                .withRolledBackTo(revision(41).id());

        assertThat(timeline(Worlds.badDeploy()).undoneAt(undone)).contains(ago(5));
    }

    @Test
    void undoneAt_somebodyWentBack_isWhenThatWasDeployed() {
        Worlds world = Worlds.badDeploy().deployed(41, 10).deployed(40, 4);

        assertThat(timeline(world).undoneAt(suspect(world))).contains(ago(10));
    }

    @Test
    void undoneAt_aReturnBeforeTheSuspect_doesNotCount() {
        Worlds world = wentBack().deployed(42, 20).request(r -> r.withIncidentStart(ago(18)));

        assertThat(timeline(world).undoneAt(suspect(world))).isEmpty();
    }

    @Test
    void undoneAt_aNewerReleaseReplacedIt_isNever() {
        Worlds world = Worlds.badDeploy().deployed(43, 10);

        assertThat(timeline(world).undoneAt(suspect(world))).isEmpty();
    }

    private static Novelty newest(Worlds world) {
        List<Timeline.Entry> entries = timeline(world).entries();
        return entries.get(entries.size() - 1).found().novelty();
    }

    @Test
    void novelty_sameRevisionAgainWhoseDefinitionIsGone_isAgain() {
        assertThat(newest(Worlds.empty()
                        .deployed(41, 300)
                        .deployed(revision("sr-b", 41, only("sha256:41")), 20)
                        .undefine(41)))
                .isEqualTo(Novelty.AGAIN);
    }

    private static Image only(String digest) {
        return image("app", "registry/payments:1.41", digest);
    }

    @Test
    void novelty_sameImagesUnderOtherContent_isNew() {
        assertThat(newest(Worlds.empty().deployed(41, 300).deployed(revision("sr-42", 42, only("sha256:41")), 20)))
                .isEqualTo(Novelty.NEW);
    }

    @Test
    void novelty_sameImagesUnderTheSameContent_isAgain() {
        Worlds world = Worlds.empty()
                .deployed(41, 300)
                .deployed(revision("sr-42", 42, only("sha256:41")), 20)
                .define(Worlds.definition(42, DefinitionStatus.ACTIVE, "content of 41"));

        assertThat(newest(world)).isEqualTo(Novelty.AGAIN);
    }

    @Test
    void novelty_sameImagesUnderADefinitionThatIsGone_cannotBeTold() {
        Worlds world = Worlds.empty()
                .deployed(41, 300)
                .deployed(revision("sr-42", 42, only("sha256:41")), 20)
                .undefine(41);

        assertThat(newest(world)).isEqualTo(Novelty.UNPROVEN);
    }

    @Test
    void novelty_sameNumberWithOtherImagesInAHistoryWithGaps_isNew() {
        Worlds world = Worlds.empty()
                .historySince(1_000)
                .serviceCreated(90_000)
                .deployed(41, 300)
                .deployed(revision("sr-41b", 41, only("sha256:new")), 20);

        assertThat(newest(world)).isEqualTo(Novelty.NEW);
    }
}
