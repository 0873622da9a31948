package io.incidentiq.rollback.internal.history;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.image;
import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of a long history is read: each definition costs a call. */
class HistoryScopeTest {
    private static HistoryScope reach(Worlds world) {
        return new HistoryScope(world.facts(), world.settings());
    }

    private static Set<RevisionId> definitions(Worlds world) {
        return reach(world).definitions();
    }

    private static Worlds releases(int count) {
        var world = Worlds.empty();
        for (int release = 1; release <= count; release++) {
            world.deployed(release, 100 * (count + 1 - release));
        }
        return world;
    }

    @Test
    void definitions_longHistory_areTheEightNewestSuccesses() {
        assertThat(definitions(releases(20)))
                .containsExactly(rev(20), rev(19), rev(18), rev(17), rev(16), rev(15), rev(14), rev(13));
    }

    @Test
    void definitions_incidentLongAgo_areAlsoTheSixSuccessesBeforeIt() {
        var world = releases(20).request(r -> r.withIncidentStart(ago(1_010)));

        assertThat(definitions(world)).hasSize(14).contains(rev(10), rev(5)).doesNotContain(rev(11), rev(12), rev(4));
    }

    @Test
    void definitions_newestDeploymentsFailed_areTheLastTwoOfThemToo() {
        var world = releases(3);
        for (int failed = 4; failed <= 8; failed++) {
            world.deployed(revision(failed), 50 - failed, DeploymentState.STOPPED);
        }

        assertThat(definitions(world)).containsExactlyInAnyOrder(rev(8), rev(7), rev(3), rev(2), rev(1));
    }

    @Test
    void definitions_deploymentInProgress_isAmongThem() {
        var world = releases(2).deployed(revision(3), 5, DeploymentState.IN_PROGRESS);

        assertThat(definitions(world)).containsExactly(rev(3), rev(2), rev(1));
    }

    private static Worlds sameImages(Worlds world, int number, int minutesAgo) {
        return world.deployed(
                revision("sr-" + number, number, image("app", "registry/payments:1", "sha256:1")), minutesAgo);
    }

    @Test
    void definitions_newestImagesRanUnderManyNumbers_areTwelveOfThoseToo() {
        var world = Worlds.empty();
        for (int number = 1; number <= 30; number++) {
            sameImages(world, number, 100 * (31 - number));
        }

        assertThat(definitions(world)).hasSize(20).contains(rev(30), rev(11)).doesNotContain(rev(10));
    }

    @Test
    void definitions_oldImagesRanUnderTwoNumbers_areNotToldApart() {
        var world = sameImages(sameImages(Worlds.empty(), 1, 5_000), 2, 4_900);
        for (int release = 3; release <= 20; release++) {
            world.deployed(release, 100 * (21 - release));
        }

        assertThat(definitions(world)).doesNotContain(rev(1), rev(2));
    }

    @Test
    void serviceRevisions_whatRunsIsNotInTheHistory_isAskedForToo() {
        var running = new ServiceRevisionId("sr-unlisted");
        Rollout primary =
                Rollout.primary(new DeploymentId("d42"), rev(42), ago(20)).withServiceRevision(running);
        var world =
                Worlds.badDeploy().snapshot(s -> ServiceSnapshot.of(s.service(), s.createdAt(), 3, List.of(primary)));

        assertThat(reach(world).serviceRevisions())
                .contains(running, revision(42).id());
    }

    @Test
    void serviceRevisions_successesBeforeALongRowOfFailures_areAskedForToo() {
        var world = Worlds.empty().deployed(1, 9_000);
        for (int failed = 2; failed <= 202; failed++) {
            world.deployed(revision(failed), 8_000 - 10 * failed, DeploymentState.STOPPED);
        }

        assertThat(reach(world).serviceRevisions())
                .contains(revision(1).id())
                .doesNotContain(revision(2).id());
    }
}
