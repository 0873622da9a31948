package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
    @ParameterizedTest(name = "{0}: {1}, runs {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            bad-deploy              | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            already-rolled-back     | 38 39 40 41 42 41 | 41 | SUCCESSFUL           | false
            run-twice               | 38 39 40 41 42 41 | 41 | SUCCESSFUL           | false
            inactive-previous       | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            never-deployed-previous | 38 39 40 42       | 42 | SUCCESSFUL           | true
            hotfix-also-bad         | 38 39 40 41 42 43 | 43 | SUCCESSFUL           | true
            late-alarm              | 38 39 40 41 42 43 | 43 | SUCCESSFUL           | true
            reregistered            | 38 39 40 41 42 43 | 43 | SUCCESSFUL           | false
            config-only             | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            shared-sidecar          | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            flapping                | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            deploy-in-progress      | 38 39 40 41 42    | 42 | IN_PROGRESS          | true
            breaker-rolling-back    | 38 39 40 41 42    | 41 | ROLLBACK_IN_PROGRESS | true
            slow-drain              | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            stuck-rollout           | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            rollback-reverted       | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            target-also-bad         | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            no-candidate            | 1                 | 1  | SUCCESSFUL           | true
            mutable-tag             | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            not-correlated          | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            migration-found         | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            fix-in-progress         | 38 39 40 41 42 43 | 43 | IN_PROGRESS          | true
            no-metrics              | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            superseded              | 38 39 40 41 42    | 42 | SUCCESSFUL           | true
            before-deploy           | 38 39 40 41       | 41 | SUCCESSFUL           | false
            """)
    void named_atStart_isAsItsNameSays(String name, String deployed, int runs, DeploymentState last, boolean sick) {
        GatewayDrill drill = GatewayDrill.of(name);

        assertThat(drill.deployed())
                .containsExactlyElementsOf(List.of(deployed.split(" ")).stream()
                        .map(Integer::valueOf)
                        .toList());
        assertThat(drill.runs()).isEqualTo(runs);
        assertThat(drill.last().state()).isEqualTo(last);
        assertThat(drill.latestErrorRate() > 2).isEqualTo(sick);
    }

    @ParameterizedTest
    @MethodSource("io.incidentiq.simulator.Scenario#all")
    void all_incidentStart_isStated(Scenario scenario) {
        assertThat(GatewayDrill.of(scenario, 1).simulation().incidentStart())
                .hasValueSatisfying(start -> assertThat(start).isBefore(Simulation.START));
    }

    @ParameterizedTest
    @MethodSource("io.incidentiq.simulator.Scenario#all")
    void all_sameSeed_sameWorld(Scenario scenario) {
        assertThat(play(scenario, 7)).isEqualTo(play(scenario, 7)).isNotEqualTo(play(scenario, 8));
    }

    private static List<Object> play(Scenario scenario, long seed) {
        GatewayDrill drill = GatewayDrill.of(scenario.withThrottled(0).withLostAnswer(0), seed);
        int target = drill.history().size() == 1 ? 1 : 40;
        drill.update(target);
        drill.pass(Duration.ofMinutes(10));
        return List.of(
                drill.snapshot(),
                drill.history(),
                drill.errorRates(Duration.ofHours(24)),
                drill.simulation().calls());
    }

    @Test
    void named_unknown_listsTheNames() {
        assertThatThrownBy(() -> Scenario.named("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nope'")
                .hasMessageContaining("bad-deploy");
    }

    @Test
    void inactivePrevious_definition_isInactive() {
        assertThat(GatewayDrill.of("inactive-previous").definition(41).status()).isEqualTo(DefinitionStatus.INACTIVE);
    }

    @Test
    void neverDeployedPrevious_definition_isActive() {
        assertThat(GatewayDrill.of("never-deployed-previous").definition(41).status())
                .isEqualTo(DefinitionStatus.ACTIVE);
    }

    @Test
    void reregistered_definitions_haveTheSameContent() {
        GatewayDrill drill = GatewayDrill.of("reregistered");

        assertThat(drill.definition(43).fingerprint())
                .isEqualTo(drill.definition(41).fingerprint())
                .isNotEqualTo(drill.definition(42).fingerprint());
        assertThat(digests(drill, 5)).isEqualTo(digests(drill, 3));
    }

    @Test
    void configOnly_imagesAreEqual_definitionsDiffer() {
        GatewayDrill drill = GatewayDrill.of("config-only");

        assertThat(digests(drill, 4)).isEqualTo(digests(drill, 3));
        assertThat(drill.definition(42).fingerprint())
                .isNotEqualTo(drill.definition(41).fingerprint());
    }

    @Test
    void sharedSidecar_sidecarDigest_isTheSameInAll() {
        GatewayDrill drill = GatewayDrill.of("shared-sidecar");

        assertThat(digests(drill, 4)).hasSize(2).endsWith(digests(drill, 3).get(1));
        assertThat(digests(drill, 4).get(0)).isNotEqualTo(digests(drill, 3).get(0));
    }

    @Test
    void mutableTag_recordedDigestsDiffer_tagResolvesToTheBadOne() {
        GatewayDrill drill = GatewayDrill.of("mutable-tag");
        List<String> bad = digests(drill, 4);

        assertThat(digests(drill, 3)).isNotEqualTo(bad);
        drill.update(41);
        assertThat(digests(drill, 5)).isEqualTo(bad);
    }

    @Test
    void notCorrelated_start_liesHalfAnHourBeforeTheDeployment() {
        GatewayDrill drill = GatewayDrill.of("not-correlated");

        assertThat(drill.simulation().incidentStart())
                .contains(drill.last().createdAt().minus(Duration.ofMinutes(30)));
    }

    @Test
    void migrationFound_inspector_showsIt() {
        assertThat(GatewayDrill.of("migration-found")
                        .simulation()
                        .inspector()
                        .migrations(GatewayDrill.GATEWAY, Set.of(GatewayDrill.revision(41), GatewayDrill.revision(42))))
                .containsOnlyKeys(GatewayDrill.revision(42))
                .allSatisfy((revision, finding) -> assertThat(finding.kind()).isEqualTo(MigrationFinding.Kind.PRESENT));
    }

    @Test
    void flapping_afterTheRollback_losesTasksOnceAndRecovers() {
        GatewayDrill drill = GatewayDrill.of("flapping");
        drill.update(41);

        drill.pass(Duration.ofSeconds(269));
        assertThat(drill.primary().tasks().running()).isEqualTo(3);
        drill.pass(Duration.ofSeconds(2));
        assertThat(drill.primary().tasks().running()).isEqualTo(1);
        drill.pass(Duration.ofSeconds(31));
        assertThat(drill.primary().tasks().running()).isEqualTo(3);
    }

    @Test
    void slowDrain_afterTheRollback_keepsTheOldRolloutListed() {
        GatewayDrill drill = GatewayDrill.of("slow-drain");
        drill.update(41);

        drill.pass(Duration.ofMinutes(4));
        assertThat(drill.snapshot().rollouts())
                .hasSize(2)
                .last()
                .satisfies(old -> assertThat(old.tasks().running()).isZero());
        assertThat(drill.primary().state()).isEqualTo(RolloutState.COMPLETED);
        drill.pass(Duration.ofMinutes(2));
        assertThat(drill.snapshot().rollouts()).hasSize(1);
    }

    @Test
    void stuckRollout_afterTheRollback_saysThatNoTaskIsPlaced() {
        GatewayDrill drill = GatewayDrill.of("stuck-rollout");
        drill.update(41);
        drill.pass(Duration.ofMinutes(30));

        assertThat(drill.primary().tasks().running()).isZero();
        assertThat(drill.primary().tasks().pending()).isEqualTo(3);
        assertThat(drill.primary().reason()).contains("unable to place");
        assertThat(drill.snapshot().events().get(0).message()).contains("unable to place a task");
        assertThat(drill.simulation()
                        .registry()
                        .failures(GatewayDrill.GATEWAY, drill.primary().id()))
                .isEmpty();
    }

    @Test
    void rollbackReverted_afterTheRollback_runsTheBadRevisionAgain() {
        GatewayDrill drill = GatewayDrill.of("rollback-reverted");
        var ours = drill.update(41);
        drill.pass(Duration.ofMinutes(5));

        assertThat(drill.primary())
                .returns(GatewayDrill.revision(42), Rollout::definition)
                .returns(ours, Rollout::rollbackOf);
        assertThat(drill.last())
                .returns(ours, Deployment::id)
                .returns(DeploymentState.ROLLBACK_SUCCESSFUL, Deployment::state);
    }

    @Test
    void targetAlsoBad_afterTheRollback_staysSick() {
        GatewayDrill drill = GatewayDrill.of("target-also-bad");
        drill.update(41);
        drill.pass(Duration.ofMinutes(10));

        assertThat(drill.latestErrorRate()).isGreaterThan(7);
    }

    @Test
    void noMetrics_afterTheRollback_publishesNothing() {
        GatewayDrill drill = GatewayDrill.of("no-metrics");
        Instant written = drill.simulation().time().instant();
        drill.update(41);
        drill.pass(Duration.ofMinutes(10));

        assertThat(drill.errorRates(Duration.ofMinutes(30)))
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.start()).isBefore(written));
    }

    @Test
    void superseded_afterTheRollback_runsTheOtherOperatorsRevision() {
        GatewayDrill drill = GatewayDrill.of("superseded");
        var ours = drill.update(41);
        drill.pass(Duration.ofMinutes(1));

        assertThat(drill.runs()).isEqualTo(43);
        assertThat(drill.history())
                .filteredOn(d -> d.id().equals(ours))
                .singleElement()
                .returns(DeploymentState.STOPPED, Deployment::state);
        assertThat(drill.simulation().effectiveDeployments()).isEqualTo(1);
    }

    private static List<String> digests(GatewayDrill drill, int index) {
        return drill.started(drill.history().get(index)).images().stream()
                .map(Image::resolved)
                .map(String::valueOf)
                .toList();
    }
}
