package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StalenessTest {
    private static final Rollout PLANNED = primary("d42", 42);

    private static Rollout primary(String id, int revision) {
        return Rollout.primary(new DeploymentId(id), Worlds.rev(revision), Worlds.ago(20))
                .withTasks(Driven.ALL)
                .withState(RolloutState.COMPLETED, "");
    }

    private static @Nullable String staleness(ServiceSnapshot seen, DefinitionStatus target) {
        var facts = new Facts();
        facts.learn(Worlds.NOW, new Query.ServiceNow(Worlds.SERVICE), new Answer.Service(seen));
        facts.learn(
                Worlds.NOW,
                new Query.Definitions(Set.of(Worlds.rev(41))),
                new Answer.Definitions(Map.of(Worlds.rev(41), Worlds.definition(41, target, "content of 41"))));
        return Staleness.of(Worlds.badDeploy().plan(), facts, Worlds.NOW);
    }

    private static @Nullable String staleness(Rollout... rollouts) {
        return staleness(Driven.of(rollouts), DefinitionStatus.ACTIVE);
    }

    @Test
    void of_theSameSituation_isNotStale() {
        assertThat(staleness(PLANNED)).isNull();
    }

    @Test
    void of_anotherAccount_isStale() {
        Place elsewhere = Place.unknown().withAccount("999988887777");

        assertThat(staleness(Driven.of(PLANNED).withPlace(elsewhere), DefinitionStatus.ACTIVE))
                .contains("account 999988887777");
    }

    @Test
    void of_otherCounts_isNotStale() {
        assertThat(staleness(PLANNED.withTasks(new TaskCounts(5, 2, 3, 4, 1)))).isNull();
    }

    @Test
    void of_anotherPrimaryRevision_isStale() {
        assertThat(staleness(primary("d42", 43))).contains("payments:42", "payments:43");
    }

    @Test
    void of_aNewDeploymentOfTheSameRevision_isStale() {
        assertThat(staleness(primary("d-new", 42))).isEqualTo("another deployment began");
    }

    @Test
    void of_anotherRolloutState_isStale() {
        assertThat(staleness(PLANNED.withState(RolloutState.IN_PROGRESS, ""))).contains("COMPLETED", "IN_PROGRESS");
    }

    @Test
    void of_targetInactive_isStale() {
        assertThat(staleness(Driven.of(PLANNED), DefinitionStatus.INACTIVE)).contains("payments:41", "INACTIVE");
    }

    private static @Nullable String stalenessOfWhatRuns(DefinitionStatus target) {
        Worlds there = Worlds.badDeploy().points(10, 0, Worlds.CALM).deployed(41, 10);
        var facts = new Facts();
        facts.learn(
                Worlds.NOW,
                new Query.Definitions(Set.of(Worlds.rev(41))),
                new Answer.Definitions(Map.of(Worlds.rev(41), Worlds.definition(41, target, "content of 41"))));
        return Staleness.of(there.plan(), facts, Worlds.NOW);
    }

    @Test
    void of_targetInactiveThatRunsAlready_isNotStale() {
        assertThat(stalenessOfWhatRuns(DefinitionStatus.INACTIVE)).isNull();
    }

    @Test
    void of_targetBeingDeletedThatRunsAlready_isStale() {
        assertThat(stalenessOfWhatRuns(DefinitionStatus.DELETING)).contains("payments:41");
    }

    @Test
    void of_serviceGone_isStale() {
        var facts = new Facts();
        facts.learn(Worlds.NOW, new Query.ServiceNow(Worlds.SERVICE), new Answer.Service(null));

        assertThat(Staleness.of(Worlds.badDeploy().plan(), facts, Worlds.NOW))
                .isEqualTo("the service is no longer there");
    }

    @Test
    void of_targetGone_isStale() {
        var facts = new Facts();
        facts.learn(Worlds.NOW, new Query.Definitions(Set.of(Worlds.rev(41))), new Answer.Definitions(Map.of()));

        assertThat(Staleness.of(Worlds.badDeploy().plan(), facts, Worlds.NOW))
                .isEqualTo("payments:41 no longer exists");
    }
}
