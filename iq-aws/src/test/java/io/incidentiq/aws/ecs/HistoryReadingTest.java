package io.incidentiq.aws.ecs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.CreatedAt;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/** A busy service is planned as soon as a calm one. */
class HistoryReadingTest {
    private static final ServiceId SERVICE = new ServiceId(FakeEcs.CLUSTER, FakeEcs.SERVICE);
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration REACH = Duration.ofDays(90);

    private final FakeEcs ecs = new FakeEcs();
    private final AtomicLong nanos = new AtomicLong();
    private final EcsServiceRegistry registry = EcsServiceRegistry.of(ecs, () -> NOW, nanos::get);

    /** Evenly over what ECS remembers, the last one just now. */
    private void deployed(int times, ServiceDeploymentStatus status) {
        for (int i = times - 1; i >= 0; i--) {
            Instant at = NOW.minus(REACH.multipliedBy(i).dividedBy(times)).minusSeconds(60);
            ecs.deploy(40, status);
            ecs.replaceLast(d -> d.createdAt(at));
        }
    }

    private DeploymentHistory history(Instant since) {
        return requireNonNull(registry.history(Set.of(SERVICE), since).get(SERVICE));
    }

    private long lists() {
        return ecs.count(ListServiceDeploymentsRequest.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 101, 200, 290})
    void history_severalHundred_isReadWholeInOneRound(int times) {
        deployed(times, ServiceDeploymentStatus.SUCCESSFUL);

        DeploymentHistory history = history(Instant.EPOCH);

        assertThat(history.deployments()).hasSize(times).doesNotHaveDuplicates();
        assertThat(history.completeSince()).isEqualTo(NOW.minus(REACH));
        assertThat(lists()).isEqualTo(3);
        assertThat(ecs.calls)
                .as("none waits for another")
                .allSatisfy(call -> assertThat(((ListServiceDeploymentsRequest) call).nextToken())
                        .isNull());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 700, 1_100})
    void history_veryMany_endsWhereThereIsEnough(int times) {
        deployed(times, ServiceDeploymentStatus.SUCCESSFUL);

        DeploymentHistory history = history(Instant.EPOCH);

        assertThat(history.deployments()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(history.deployments()).as("without a gap since it says so").hasSize((int) ecs.deployments.stream()
                .filter(d -> !d.createdAt().isBefore(history.completeSince()))
                .count());
        assertThat(history.completeSince()).isAfter(NOW.minus(REACH));
        assertThat(lists()).as("what the budget allows at once").isLessThanOrEqualTo(12);
    }

    @Test
    void history_onlyFailuresOfLate_readsOnToTheSuccesses() {
        for (int i = 0; i < 30; i++) {
            Instant at = NOW.minus(Duration.ofDays(60)).plusSeconds(600L * i);
            ecs.deploy(40, ServiceDeploymentStatus.SUCCESSFUL);
            ecs.replaceLast(d -> d.createdAt(at));
        }
        deployed(800, ServiceDeploymentStatus.ROLLBACK_FAILED);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        DeploymentHistory history = readingOn();

        assertThat(history.deployments().stream()
                        .filter(d -> d.succeededWith() != null)
                        .count())
                .isGreaterThanOrEqualTo(20);
    }

    /** As the engine does: held back, it asks again a little later. */
    private DeploymentHistory readingOn() {
        for (int i = 0; i < 20; i++) {
            try {
                return history(Instant.EPOCH);
            } catch (ProviderException e) {
                assertThat(e.kind()).isEqualTo(ProviderException.Kind.THROTTLED);
                nanos.addAndGet(Duration.ofMillis(400).toNanos());
            }
        }
        throw new AssertionError("still held back after 8 s");
    }

    @Test
    void history_heldBackMidway_goesOnWhereItStopped() {
        deployed(800, ServiceDeploymentStatus.ROLLBACK_FAILED);
        assertThatThrownBy(() -> history(Instant.EPOCH)).isInstanceOf(ProviderException.class);

        readingOn();

        assertThat(ecs.calls.stream()
                        .map(ListServiceDeploymentsRequest.class::cast)
                        .map(r -> r.createdAt() + " " + r.nextToken()))
                .doesNotHaveDuplicates();
    }

    @Test
    void history_ofADay_isOneCall() {
        deployed(270, ServiceDeploymentStatus.SUCCESSFUL);

        assertThat(history(NOW.minus(Duration.ofDays(1))).deployments()).hasSize(3);
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void history_besideAFirstLook_isReadOnce() {
        deployed(120, ServiceDeploymentStatus.SUCCESSFUL);

        registry.describe(Set.of(SERVICE));
        history(Instant.EPOCH);

        assertThat(lists()).isEqualTo(3);
        assertThat(ecs.count(DescribeServicesRequest.class)).isEqualTo(1);
    }

    @Test
    void window_newest_isOpenAtItsEnd() {
        assertThat(new Window(NOW, Window.AHEAD).filter())
                .isEqualTo(CreatedAt.builder().after(NOW.minusSeconds(1)).build());
    }
}
