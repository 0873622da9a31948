package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceId;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {
    @Test
    void update_good_replacesEveryTaskAndRecovers() {
        GatewayDrill drill = GatewayDrill.of("bad-deploy");
        var deployment = drill.update(41);
        drill.pass(Duration.ofMinutes(5));

        assertThat(drill.snapshot().rollouts())
                .singleElement()
                .returns(deployment, Rollout::id)
                .returns(RolloutState.COMPLETED, Rollout::state);
        assertThat(drill.last().state()).isEqualTo(DeploymentState.SUCCESSFUL);
        assertThat(drill.latestErrorRate()).isLessThan(0.5);
    }

    @Test
    void update_sameDefinitionTwice_makesTwoDeployments() {
        GatewayDrill drill = GatewayDrill.of("bad-deploy");

        assertThat(drill.update(41)).isNotEqualTo(drill.update(41));
        assertThat(drill.simulation().effectiveDeployments()).isEqualTo(2);
    }

    @Test
    void update_inactiveDefinition_isRejected() {
        GatewayDrill drill = GatewayDrill.of("inactive-previous");

        assertThatThrownBy(() -> drill.update(41))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.REJECTED));
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }

    @Test
    void stop_inProgress_returnsToTheRecordedRevision() {
        GatewayDrill drill = GatewayDrill.of("deploy-in-progress");
        Deployment stopped = drill.last();
        drill.simulation().registry().stop(GatewayDrill.GATEWAY, stopped.id());

        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_REQUESTED);
        drill.pass(Duration.ofMinutes(2));

        Deployment previous = drill.history().get(3);
        assertThat(drill.last())
                .returns(DeploymentState.ROLLBACK_SUCCESSFUL, Deployment::state)
                .returns(previous.started(), Deployment::rolledBackTo);
        assertThat(drill.primary())
                .returns(previous.started(), Rollout::serviceRevision)
                .returns(stopped.id(), Rollout::rollbackOf);
        assertThat(drill.simulation().effectiveDeployments()).isEqualTo(1);
    }

    @Test
    void stop_finished_isRejected() {
        GatewayDrill drill = GatewayDrill.of("bad-deploy");

        assertThatThrownBy(() -> drill.simulation()
                        .registry()
                        .stop(GatewayDrill.GATEWAY, drill.last().id()))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("expected one in progress");
    }

    @Test
    void breaker_rollingBackByItself_endsWithoutUs() {
        GatewayDrill drill = GatewayDrill.of("breaker-rolling-back");
        drill.pass(Duration.ofMinutes(2));

        assertThat(drill.last().state()).isEqualTo(DeploymentState.ROLLBACK_SUCCESSFUL);
        assertThat(drill.runs()).isEqualTo(41);
        assertThat(drill.simulation().effectiveDeployments()).isZero();
    }

    @Test
    void metrics_everyTaskCrashed_everyRequestFails() {
        Scenario outage = Scenario.create("outage", "all tasks crash and start slowly")
                .deployed(Release.good(1), Duration.ofDays(1))
                .withTaskStart(Duration.ofMinutes(10))
                .before(Duration.ofMinutes(4), Change.crashes(3));

        assertThat(GatewayDrill.of(outage, 1).latestErrorRate()).isBetween(90.0, 100.0);
    }

    @Test
    void describe_unknownService_isAbsent() {
        var unknown = new ServiceId(Simulation.CLUSTER, "billing");
        Simulation simulation = Simulation.of(Scenario.named("bad-deploy"), 1, unknown);

        assertThat(simulation.registry().describe(Set.of(unknown))).isEmpty();
    }

    @Test
    void describe_unknownCluster_isNotFound() {
        var elsewhere = new ServiceId("staging", "api-gateway");
        Simulation simulation = Simulation.of(Scenario.named("bad-deploy"), 1, elsewhere);

        assertThatThrownBy(() -> simulation.registry().describe(Set.of(elsewhere)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("'staging'")
                .hasMessageContaining("'production'");
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void update_answersLost_showsWithinSecondsOrNever(long seed) {
        GatewayDrill drill = GatewayDrill.of(Scenario.named("bad-deploy").withLostAnswer(1), seed);

        assertThatThrownBy(() -> drill.update(41))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.mayHaveHappened()).isTrue());
        assertThat(drill.runs()).isEqualTo(42);
        drill.pass(Duration.ofSeconds(8));

        assertThat(drill.runs()).isEqualTo(drill.simulation().effectiveDeployments() == 1 ? 41 : 42);
    }

    @Test
    void throttled_manyReads_refusesTheShare() {
        GatewayDrill drill = GatewayDrill.of("throttled");
        for (int i = 0; i < 1000; i++) {
            try {
                drill.snapshot();
            } catch (ProviderException e) {
                assertThat(e.kind()).isEqualTo(ProviderException.Kind.THROTTLED);
            }
        }

        assertThat(drill.simulation().calls())
                .filteredOn(call -> call.outcome().equals("throttled"))
                .hasSizeBetween(250, 350);
    }

    @Test
    void health_registeredEndpoint_answersAsTheTaskThatServes() {
        Scenario failing =
                Scenario.create("sick", "503").deployed(Release.bad(1).withFailingHealth(), Duration.ofMinutes(5));
        Simulation simulation = GatewayDrill.of(failing, 1).simulation();
        URI endpoint = simulation.healthUrl(GatewayDrill.GATEWAY).orElseThrow();

        assertThat(simulation.health().probe(endpoint))
                .isEqualTo(new HealthAnswer(HealthAnswer.Status.UNHEALTHY, "503"));
    }

    @Test
    void health_anyOtherEndpoint_isInconclusive() {
        assertThat(GatewayDrill.of("bad-deploy")
                        .simulation()
                        .health()
                        .probe(URI.create("https://api.company.com/x/health")))
                .returns(HealthAnswer.Status.INCONCLUSIVE, HealthAnswer::status);
    }
}
