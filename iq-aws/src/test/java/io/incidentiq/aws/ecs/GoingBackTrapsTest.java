package io.incidentiq.aws.ecs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;

/** How ECS goes back, and what it may say that this version doesn't know. */
class GoingBackTrapsTest {
    private static final ServiceId SERVICE = new ServiceId("production", "payments");

    private final FakeEcs ecs = FakeEcs.calm();
    private final EcsServiceRegistry registry =
            EcsServiceRegistry.of(ecs, InstantSource.fixed(FakeEcs.BEGINNING.plusSeconds(86_400)), System::nanoTime);

    private ServiceSnapshot look() {
        return requireNonNull(registry.describe(Set.of(SERVICE)).get(SERVICE));
    }

    private Rollout primary() {
        return look().primary().orElseThrow();
    }

    private DeploymentHistory history() {
        return requireNonNull(registry.history(Set.of(SERVICE), Instant.EPOCH).get(SERVICE));
    }

    private DeploymentId goingBack(ServiceDeploymentStatus status) {
        String good = ecs.deployments.get(1).targetServiceRevision().arn();
        ecs.deploy(40, status);
        ecs.replaceLast(d -> d.rollback(r -> r.serviceRevisionArn(good)));
        return new DeploymentId("ecs-svc/7003");
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceDeploymentStatus.class,
            names = {"ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL"})
    void primary_isTheUndoneRolloutStill_isNoReturn(ServiceDeploymentStatus status) {
        DeploymentId undone = goingBack(status);

        assertThat(primary()).returns(undone, Rollout::id).returns(null, Rollout::rollbackOf);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceDeploymentStatus.class,
            names = {"ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL"})
    void primary_isTheOldRolloutWithItsOldTime_undoesTheDeployment(ServiceDeploymentStatus status) {
        Instant before = ecs.last().createdAt();
        DeploymentId undone = goingBack(status);
        ecs.primary("ecs-svc/7002", 41, before, DeploymentRolloutState.COMPLETED);

        assertThat(primary()).returns(undone, Rollout::rollbackOf).returns(before, Rollout::createdAt);
        assertThat(requireNonNull(primary().serviceRevision()).value())
                .isEqualTo(ecs.deployments.get(1).targetServiceRevision().arn());
    }

    @Test
    void primary_isTheOldRolloutWhileTheDeploymentIsNotUndone_isNoReturn() {
        Instant before = ecs.last().createdAt();
        ecs.deploy(40, ServiceDeploymentStatus.IN_PROGRESS);
        ecs.primary("ecs-svc/7002", 41, before, DeploymentRolloutState.COMPLETED);

        assertThat(primary().rollbackOf()).isNull();
    }

    @Test
    void status_thatNobodyKnows_isUnknownAndNamed() {
        ecs.deploy(40, ServiceDeploymentStatus.IN_PROGRESS);
        ecs.replaceLast(d -> d.status("SHADOWING"));

        assertThat(history().deployments().get(2))
                .returns(DeploymentState.UNKNOWN, Deployment::state)
                .satisfies(d -> assertThat(d.reason()).contains("SHADOWING"));
    }

    @Test
    void status_thatNobodyKnows_isNotStopped() {
        ecs.deploy(40, ServiceDeploymentStatus.IN_PROGRESS);
        ecs.replaceLast(d -> d.status("SHADOWING"));
        look();

        assertThatThrownBy(() -> registry.stop(SERVICE, new DeploymentId("ecs-svc/7003")))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ProviderException.Kind.REJECTED);
                    assertThat(e.mayHaveHappened()).isFalse();
                })
                .hasMessageContaining("SHADOWING");
        assertThat(ecs.count(StopServiceDeploymentRequest.class)).isZero();
    }

    @Test
    void strategy_thatNobodyKnows_hasItsOwnName() {
        ecs.change = s -> s.deploymentConfiguration(c -> c.strategy("WAVES"));

        assertThat(look())
                .returns(DeploymentMethod.UNKNOWN, ServiceSnapshot::method)
                .returns("WAVES", ServiceSnapshot::methodName);
    }

    @Test
    void controller_thatNobodyKnows_hasItsOwnName() {
        ecs.change = s -> s.deploymentController(c -> c.type("NEBULA"));

        assertThat(look())
                .returns(DeploymentMethod.UNKNOWN, ServiceSnapshot::method)
                .returns("NEBULA", ServiceSnapshot::methodName);
    }

    @Test
    void scheduling_thatNobodyKnows_hasItsOwnName() {
        ecs.change = s -> s.schedulingStrategy("SPARSE");

        assertThat(look()).returns("SPARSE", ServiceSnapshot::methodName);
    }

    @Test
    void controller_external_isCalledSo() {
        ecs.change = s -> s.deploymentController(c -> c.type("EXTERNAL"));

        assertThat(look()).returns(DeploymentMethod.EXTERNAL, ServiceSnapshot::method);
    }

    @Test
    void serviceStatus_thatNobodyKnows_isNotTakenForInactive() {
        ecs.change = s -> s.status("HIBERNATING");

        assertThat(look().status()).isEqualTo(ServiceStatus.UNKNOWN);
    }
}
