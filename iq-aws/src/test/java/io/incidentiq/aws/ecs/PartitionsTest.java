package io.incidentiq.aws.ecs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** No partition is known by name, so all of them work. */
class PartitionsTest {
    private static final ServiceId SERVICE = new ServiceId(FakeEcs.CLUSTER, FakeEcs.SERVICE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws-cn:ecs:cn-north-1:111122223333:",
                "arn:aws-us-gov:ecs:us-gov-west-1:111122223333:",
                "arn:aws-iso-b:ecs:us-isob-east-1:111122223333:"
            })
    void trap_otherPartition_isReadAndWrittenAsAnyOther(String arn) {
        FakeEcs ecs = FakeEcs.calm(arn);
        var registry = EcsServiceRegistry.of(ecs, () -> FakeEcs.BEGINNING.plusSeconds(86_400), System::nanoTime);

        List<Deployment> history = requireNonNull(
                        registry.history(Set.of(SERVICE), Instant.EPOCH).get(SERVICE))
                .deployments();
        Set<ServiceRevisionId> started =
                history.stream().map(Deployment::started).collect(Collectors.toSet());

        assertThat(started).allMatch(id -> id.value().startsWith(arn));
        assertThat(registry.serviceRevisions(started).values())
                .extracting(revision -> revision.definition().toString())
                .containsExactlyInAnyOrder("payments:40", "payments:41");
        assertThat(requireNonNull(registry.describe(Set.of(SERVICE)).get(SERVICE))
                        .primary())
                .hasValueSatisfying(p -> assertThat(p.definition()).isEqualTo(new RevisionId(FakeEcs.SERVICE, 41)));

        DeploymentId ours = registry.update(SERVICE, new RevisionId(FakeEcs.SERVICE, 40));
        registry.stop(SERVICE, ours);

        assertThat(ecs.count(UpdateServiceRequest.class)).isEqualTo(1);
        assertThat(ecs.calls)
                .filteredOn(StopServiceDeploymentRequest.class::isInstance)
                .singleElement()
                .satisfies(call -> assertThat(((StopServiceDeploymentRequest) call).serviceDeploymentArn())
                        .startsWith(arn));
    }
}
