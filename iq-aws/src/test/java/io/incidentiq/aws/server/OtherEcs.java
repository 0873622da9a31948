package io.incidentiq.aws.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.aws.ecs.EcsServiceRegistry;
import io.incidentiq.rollback.port.ChangeInspector;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.MigrationFinding.Kind;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.testkit.ChangeInspectorContract;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * The wire against an ECS that nobody here wrote: marshalling, error types and tags alone. Neither moto nor LocalStack has a history of
 * deployments, moto takes INACTIVE definitions and never moves a deployment, so nothing is judged by them and the registry's contract
 * does not apply.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OtherEcs {
    private final String family = "web-" + UUID.randomUUID().toString().substring(0, 8);
    private final ServiceId service = new ServiceId("c-" + family, family);

    private @Nullable OtherServer server;

    /** Returns where it answers, started if need be; skips the tests if it can't be had. */
    abstract URI endpoint();

    @BeforeAll
    final void fill() {
        OtherServer there = OtherServer.at(endpoint());
        server = there;
        fill(there.ecs());
    }

    private void fill(EcsClient ecs) {
        ecs.createCluster(r -> r.clusterName(service.cluster()));
        for (String migrations : new String[] {"none", "present", "none"}) {
            var container = ContainerDefinition.builder()
                    .name("web")
                    .image("registry.example/web:1")
                    .memory(64)
                    .portMappings(PortMapping.builder().containerPort(8080).build())
                    .build();
            var tag = Tag.builder().key("iq:migrations").value(migrations).build();
            ecs.registerTaskDefinition(
                    r -> r.family(family).containerDefinitions(container).tags(tag));
        }
        ecs.deregisterTaskDefinition(r -> r.taskDefinition(family + ":3"));
        ecs.createService(r -> r.cluster(service.cluster())
                .serviceName(service.name())
                .taskDefinition(family + ":1")
                .desiredCount(1));
    }

    @AfterAll
    final void closeClients() {
        if (server != null) {
            server.close();
        }
    }

    private EcsServiceRegistry registry() {
        return EcsServiceRegistry.of(requireNonNull(server).ecs());
    }

    private RevisionId revision(int number) {
        return new RevisionId(family, number);
    }

    @Test
    void describe_service_isUnmarshalled() {
        var snapshot = requireNonNull(registry().describe(Set.of(service)).get(service));

        assertThat(snapshot.desiredCount()).isEqualTo(1);
        assertThat(snapshot.primary().map(Rollout::definition)).contains(revision(1));
    }

    @Test
    void describe_absentService_isAbsent() {
        var absent = new ServiceId(service.cluster(), "no-such-service");

        assertThat(registry().describe(Set.of(service, absent))).containsOnlyKeys(service);
    }

    @Test
    void describe_unknownCluster_isNotFound() {
        assertThatThrownBy(() -> registry().describe(Set.of(new ServiceId("no-such-cluster", "web"))))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.NOT_FOUND));
    }

    @Test
    void definitions_activeAndInactive_areToldApart() {
        var found = registry().definitions(Set.of(revision(1), revision(3), revision(99)));

        assertThat(found).containsOnlyKeys(revision(1), revision(3));
        assertThat(requireNonNull(found.get(revision(1))).status()).isEqualTo(DefinitionStatus.ACTIVE);
        assertThat(requireNonNull(found.get(revision(3))).status()).isEqualTo(DefinitionStatus.INACTIVE);
    }

    /** moto knows no order. */
    @Test
    void activeRevisions_leaveOutTheInactive() {
        assertThat(registry().activeRevisions(family, 10)).containsExactlyInAnyOrder(revision(1), revision(2));
    }

    @Nested
    class Migrations extends ChangeInspectorContract {
        @Override
        protected ChangeInspector inspector() {
            return registry().migrationsByTag();
        }

        @Override
        protected ServiceId service() {
            return service;
        }

        @Override
        protected Map<RevisionId, Kind> known() {
            return Map.of(revision(1), Kind.NONE, revision(2), Kind.PRESENT);
        }
    }
}
