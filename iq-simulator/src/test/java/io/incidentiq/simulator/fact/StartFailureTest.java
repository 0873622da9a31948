package io.incidentiq.simulator.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.PackageAccess;
import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import io.incidentiq.simulator.world.SimulatedState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StartFailureTest {
    private static final ServiceId SERVICE = new ServiceId(Simulation.CLUSTER, "api-gateway");

    private static Simulation where(Change change) {
        return Simulation.of(Scenario.named("bad-deploy").before(Duration.ZERO, change), 1, SERVICE);
    }

    private static DeploymentId rollBack(Simulation simulation, Duration andWait) {
        DeploymentId deployment = simulation.registry().update(SERVICE, new RevisionId("api-gateway", 41));
        PackageAccess.platform(simulation)
                .advanceTo(PackageAccess.platform(simulation).now().plus(andWait));
        return deployment;
    }

    private static SimulatedState state(Simulation simulation) {
        return java.util.Objects.requireNonNull(
                PackageAccess.platform(simulation).state().get(SERVICE));
    }

    private static List<String> events(Simulation simulation) {
        return state(simulation).snapshot().events().stream()
                .map(ServiceEvent::message)
                .toList();
    }

    static Stream<StartFailure> ofTasks() {
        return Stream.of(StartFailure.values()).filter(failure -> !failure.beforeTask());
    }

    static Stream<StartFailure> ofPlacement() {
        return Stream.of(StartFailure.values()).filter(StartFailure::beforeTask);
    }

    @ParameterizedTest
    @MethodSource("ofTasks")
    void startsFail_taskThatBegan_stopsWithTheReasonAndIsTriedAgain(StartFailure why) {
        Simulation simulation = where(Change.startsFail(41, why));
        DeploymentId deployment = rollBack(simulation, Duration.ofMinutes(5));
        List<TaskFailure> failures = simulation.registry().failures(SERVICE, deployment);

        assertThat(failures).hasSizeBetween(6, 40).allSatisfy(failure -> {
            assertThat(failure.reason()).doesNotContain("{");
            assertThat(failure.permanent()).isEqualTo(why.permanent());
        });
        assertThat(state(simulation).snapshot().primary().orElseThrow().tasks().running())
                .isZero();
        assertThat(state(simulation).snapshot().primary().orElseThrow().tasks().failed())
                .isEqualTo(failures.size());
        assertThat(events(simulation))
                .anyMatch(message -> message.contains("is unable to consistently start tasks successfully"));
    }

    @ParameterizedTest
    @MethodSource("ofPlacement")
    void startsFail_noTaskBegan_onlyAnEventSaysSo(StartFailure why) {
        Simulation simulation = where(Change.startsFail(41, why));
        DeploymentId deployment = rollBack(simulation, Duration.ofMinutes(2));

        assertThat(simulation.registry().failures(SERVICE, deployment)).isEmpty();
        assertThat(events(simulation).get(0))
                .startsWith("(service api-gateway) ")
                .matches(".*(unable to place|failed to launch).*");
        assertThat(state(simulation).snapshot().primary().orElseThrow().tasks().pending())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(StartFailure.class)
    void startsFail_forAWhile_thenTheRolloutCompletes(StartFailure why) {
        Simulation simulation = where(Change.startsFail(41, why, Duration.ofMinutes(1)));
        rollBack(simulation, Duration.ofMinutes(6));

        assertThat(state(simulation).snapshot().primary().orElseThrow().state()).isEqualTo(RolloutState.COMPLETED);
    }

    @Test
    void startsFail_image_isNamedAsItIs() {
        Simulation simulation = where(Change.startsFail(41, StartFailure.IMAGE_FORBIDDEN));
        DeploymentId deployment = rollBack(simulation, Duration.ofMinutes(1));

        assertThat(simulation.registry().failures(SERVICE, deployment).get(0).reason())
                .contains(
                        "\"registry.example/api-gateway:1.41.0\"",
                        "from host registry.example failed with status code [manifests 1.41.0]: 403 Forbidden");
    }

    @Test
    void outsideText_inEveryPlaceThatHasIt_isShownAsItIs() {
        String hostile = "\u001b[2J\u009b1m\u202e<!channel> <https://evil|ok>";
        Simulation simulation = Simulation.of(
                Scenario.named("bad-deploy")
                        .before(
                                Duration.ofSeconds(40),
                                Change.deploys(Release.good(43).withTag("a" + hostile)))
                        .before(Duration.ofSeconds(3), Change.crashes(1, hostile))
                        .before(Duration.ofSeconds(2), Change.says(hostile))
                        .before(Duration.ofSeconds(1), Change.rolloutSays(hostile))
                        .before(Duration.ZERO, Change.deploymentSays(hostile)),
                1,
                SERVICE);
        SimulatedState state = state(simulation);

        assertThat(state.snapshot().events().get(0).message()).endsWith(hostile);
        assertThat(state.snapshot().primary().orElseThrow().reason()).isEqualTo(hostile);
        assertThat(state.deployments().get(state.deployments().size() - 1).reason())
                .isEqualTo(hostile);
        assertThat(state.tasks())
                .anyMatch(task ->
                        task.failure() != null && task.failure().reason().equals(hostile));
        assertThat(state.definitions().get(0).definition().containers().get(0).image())
                .endsWith(hostile);
    }
}
