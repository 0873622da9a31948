package io.incidentiq.rollback.internal.rule;

import static io.incidentiq.rollback.internal.planning.Worlds.CALM;
import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static io.incidentiq.rollback.internal.planning.Worlds.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.port.DeploymentState;
import org.junit.jupiter.api.Test;

/** How the service does without a fault. */
class ReferenceTest {
    private static Sample reference(Worlds world) {
        return world.targetRule().reference();
    }

    @Test
    void reference_severalCandidates_isTheBestRecord() {
        var world = Worlds.badDeploy().points(360, 300, 0.3).points(80, 20, 0.7);

        assertThat(reference(world).level()).hasValue(0.3);
    }

    /** The only release so far: deployed 100 minutes ago, bad for 17. */
    private static Worlds firstRelease() {
        return Worlds.calmUntil(17).deployed(42, 100).request(r -> r.withIncidentStart(ago(18)));
    }

    @Test
    void reference_noCandidate_isTheHourBeforeTheRelease() {
        assertThat(reference(firstRelease().points(160, 100, 0.9)).level()).hasValue(0.9);
    }

    @Test
    void reference_nothingMeasuredBeforeTheRelease_isTheHourBeforeTheIncident() {
        Sample reference = reference(firstRelease().withoutPoints(24 * 60, 90));

        assertThat(reference.size()).isEqualTo(60);
        assertThat(reference.level()).hasValue(CALM);
    }

    @Test
    void reference_releaseYoungerThanAnHourAtTheIncidentsStart_isSinceTheRelease() {
        var world = Worlds.calmUntil(17)
                .withoutPoints(24 * 60, 40)
                .deployed(42, 40)
                .request(r -> r.withIncidentStart(ago(18)));

        assertThat(reference(world).size()).isEqualTo(22);
    }

    @Test
    void reference_nothingMeasuredBeforeReleaseAndIncident_isEmpty() {
        var world = Worlds.calmUntil(17)
                .withoutPoints(24 * 60, 17)
                .deployed(42, 20)
                .request(r -> r.withSuspect("42").withIncidentStart(ago(60)));

        assertThat(reference(world).size()).isZero();
    }

    /** Releases 39 to 41 never succeeded. The metric differs before each release. */
    private static Worlds failedReleases(int second, int suspect) {
        return Worlds.calmUntil(17)
                .points(560, 500, 0.1)
                .points(second + 60, second, 0.2)
                .points(suspect + 60, suspect, 0.3)
                .deployed(revision(39), 500, DeploymentState.STOPPED)
                .deployed(revision(41), second, DeploymentState.STOPPED)
                .deployed(42, suspect);
    }

    @Test
    void reference_noCandidateAndAStartBeforeTheSuspect_isBeforeTheEarliestReleaseOfTheWindowBeforeTheStart() {
        var world = failedReleases(170, 20).request(r -> r.withSuspect("42").withIncidentStart(ago(60)));

        assertThat(reference(world).level()).hasValue(0.2);
    }

    @Test
    void reference_noCandidateAndAStartAfterTheSuspect_isBeforeTheEarliestReleaseOfTheWindowBeforeTheSuspect() {
        var world = failedReleases(240, 130).request(r -> r.withSuspect("42").withIncidentStart(ago(18)));

        assertThat(reference(world).level()).hasValue(0.2);
    }
}
