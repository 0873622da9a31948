package io.incidentiq.rollback.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.defaults.InMemoryRollbackStore;
import io.incidentiq.rollback.internal.core.Write;
import io.incidentiq.rollback.internal.core.WriteAnswer;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRegistry;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.rollback.port.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PortCallsTest {
    private static final DeploymentId SUSPECT = new DeploymentId("d42");

    /** Knows of nothing, and answers every write in the same way. */
    private record Registry(Supplier<DeploymentId> answer) implements ServiceRegistry {
        @Override
        public Map<ServiceId, ServiceSnapshot> describe(Set<ServiceId> services) {
            return Map.of();
        }

        @Override
        public Map<ServiceId, DeploymentHistory> history(Set<ServiceId> services, Instant since) {
            return Map.of();
        }

        @Override
        public Map<ServiceRevisionId, ServiceRevision> serviceRevisions(Set<ServiceRevisionId> ids) {
            return Map.of();
        }

        @Override
        public Map<RevisionId, TaskDefinition> definitions(Set<RevisionId> ids) {
            return Map.of();
        }

        @Override
        public List<RevisionId> activeRevisions(String family, int limit) {
            return List.of();
        }

        @Override
        public List<TaskFailure> failures(ServiceId service, DeploymentId rollout) {
            return List.of();
        }

        @Override
        public DeploymentId update(ServiceId service, RevisionId revision) {
            return answer.get();
        }

        @Override
        public void stop(ServiceId service, DeploymentId deployment) {
            DeploymentId unused = answer.get();
        }
    }

    private static PortCalls calls(Supplier<DeploymentId> answer) {
        var ports = new PortCalls.Ports(
                new Registry(answer),
                (queries, from, to) -> Map.of(),
                endpoint -> new HealthAnswer(HealthAnswer.Status.HEALTHY, "200"),
                ChangeInspector.unknown(),
                InMemoryRollbackStore.create());
        return new PortCalls(ports, new BoundedCalls(TimeSource.system(Runnable::run)));
    }

    private static WriteAnswer sent(Supplier<DeploymentId> answer, @Nullable DeploymentId stop) {
        return calls(answer).send(new Write(Worlds.SERVICE, Worlds.rev(41), stop, Set.of(), 1));
    }

    private static WriteAnswer refused(RuntimeException exception) {
        return sent(
                () -> {
                    throw exception;
                },
                null);
    }

    @Test
    void send_accepted_isTheDeploymentAndOneWrite() {
        PortCalls calls = calls(() -> new DeploymentId("d-new"));

        assertThat(calls.send(new Write(Worlds.SERVICE, Worlds.rev(41), null, Set.of(), 1)))
                .isEqualTo(new WriteAnswer.Accepted(new DeploymentId("d-new")));
        assertThat(calls.writes()).isEqualTo(1);
    }

    @Test
    void send_stopAccepted_isTheDeploymentThatWasStopped() {
        assertThat(sent(() -> SUSPECT, SUSPECT)).isEqualTo(new WriteAnswer.Accepted(SUSPECT));
    }

    @Test
    void send_throttled_isCertainlyNotDone() {
        assertThat(refused(ProviderException.of(ProviderException.Kind.THROTTLED, "slow down")))
                .isEqualTo(new WriteAnswer.Throttled("slow down"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderException.Kind.class,
            names = {"DENIED", "NOT_FOUND", "REJECTED"})
    void send_refused_isRejected(ProviderException.Kind kind) {
        assertThat(refused(ProviderException.of(kind, "no"))).isInstanceOf(WriteAnswer.Rejected.class);
    }

    @Test
    void send_answerLost_isUnknown() {
        assertThat(refused(ProviderException.unknownEffect("reset"))).isEqualTo(new WriteAnswer.Unknown("reset"));
    }

    @Test
    void send_updateBreaksItsContract_isUnknownAndSaysSo() {
        assertThat(refused(new IllegalStateException("bug")))
                .isEqualTo(new WriteAnswer.Unknown("a port broke its contract: java.lang.IllegalStateException: bug"));
    }

    @Test
    void send_stopBreaksItsContract_isUnknown() {
        Supplier<DeploymentId> broken = () -> {
            throw new IllegalStateException("bug");
        };

        assertThat(sent(broken, SUSPECT)).isInstanceOf(WriteAnswer.Unknown.class);
    }
}
