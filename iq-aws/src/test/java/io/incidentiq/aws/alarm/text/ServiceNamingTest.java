package io.incidentiq.aws.alarm.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Incident;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNamingTest {
    private static Incident named(String namespace, String dimension, String value) {
        return ServiceNaming.named(Incident.of("a"), namespace, Map.of(dimension, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Service",
                "service",
                "SERVICE",
                "ServiceName",
                "servicename",
                "service_name",
                "service.name",
                "service-name",
                "Service Name",
                "EcsServiceName",
                "app_service",
                "AppServiceName",
                "microservice",
                "DestinationService"
            })
    void named_dimensionThatHoldsAService_isTheService(String dimension) {
        assertThat(named("Shop", dimension, "api-gateway").service()).contains("api-gateway");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RemoteService",
                "peer.service",
                "UpstreamService",
                "ServiceType",
                "service.namespace",
                "service_version",
                "Services",
                "Host",
                "Tier"
            })
    void named_dimensionOfSomethingElse_isNone(String dimension) {
        assertThat(named("Shop", dimension, "api-gateway").services()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS/Billing, false",
        "AWS/Usage, false",
        "AWS/TrustedAdvisor, false",
        "AWS/AppRunner, false",
        "AWS/VpcLattice, false",
        "AWS/ECS, true",
        "AWS/ECS/ManagedScaling, true",
        "AWS/ECSomething, false",
        "ECS/ContainerInsights, true",
        "ApplicationSignals, true",
        "AWS/ApplicationSignals, true",
        "Shop/AWS, true"
    })
    void named_namespaceOfAws_isReadWhereItMeansServicesOfEcs(String namespace, boolean read) {
        assertThat(named(namespace, "ServiceName", "payments").service().isPresent())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "Shop, ClusterName, production, production",
        "Shop, cluster_name, production, production",
        "Shop, EcsClusterName, production, production",
        "Shop, aws.ecs.cluster.name, production, production",
        "ApplicationSignals, Environment, ecs:production, production",
        "Shop, environment, ecs:production, production",
        "ApplicationSignals, Environment, eks:production/default, ",
        "Shop, Environment, production, ",
        "Shop, kafka_cluster_name, production, ",
        "AWS/Kafka, Cluster Name, production, "
    })
    void named_dimensionThatHoldsACluster_isTheCluster(
            String namespace, String dimension, String value, String expected) {
        assertThat(named(namespace, dimension, value).cluster().orElse(null)).isEqualTo(expected);
    }

    @Test
    void named_valueThatIsNoName_isNone() {
        assertThat(named("Shop", "service", "payments; rm -rf /").services()).isEmpty();
        assertThat(named("Shop", "service", "").services()).isEmpty();
    }
}
