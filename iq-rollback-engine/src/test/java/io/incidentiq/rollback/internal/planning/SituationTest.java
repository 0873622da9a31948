package io.incidentiq.rollback.internal.planning;

import static io.incidentiq.rollback.internal.planning.Worlds.rev;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RolloutState;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must not have changed between plan and start. */
class SituationTest {
    private static final Set<DeploymentId> ROLLOUTS = Set.of(new DeploymentId("d41"), new DeploymentId("d42"));
    private static final Situation PLANNED = situation(ROLLOUTS, rev(42), RolloutState.COMPLETED);

    private static Situation situation(
            Set<DeploymentId> rollouts, @Nullable RevisionId primary, @Nullable RolloutState state) {
        return new Situation(rollouts, primary, state, Place.unknown());
    }

    @Test
    void changeTo_oldTasksAreDrained_isNone() {
        assertThat(PLANNED.changeTo(situation(Set.of(new DeploymentId("d42")), rev(42), RolloutState.COMPLETED)))
                .isNull();
    }

    @Test
    void changeTo_anotherPrimary_namesBoth() {
        assertThat(PLANNED.changeTo(situation(ROLLOUTS, rev(43), RolloutState.COMPLETED)))
                .isEqualTo("the service was to run payments:42 and is to run payments:43 now");
    }

    @Test
    void changeTo_noPrimaryAnyMore_isNothing() {
        assertThat(PLANNED.changeTo(situation(ROLLOUTS, null, null)))
                .isEqualTo("the service was to run payments:42 and is to run nothing now");
    }

    @Test
    void changeTo_anotherRollout_isAnotherDeployment() {
        assertThat(PLANNED.changeTo(situation(Set.of(new DeploymentId("d43")), rev(42), RolloutState.COMPLETED)))
                .isEqualTo("another deployment began");
    }

    @Test
    void changeTo_anotherState_namesBoth() {
        assertThat(PLANNED.changeTo(situation(ROLLOUTS, rev(42), RolloutState.FAILED)))
                .isEqualTo("the rollout went from COMPLETED to FAILED");
    }
}
