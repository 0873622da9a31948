package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.aws.cloudwatch.CloudWatchMetricsSource;
import io.incidentiq.aws.ecs.EcsServiceRegistry;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.ecs.EcsClient;

class NextTokenTest {
    private static final ServiceId SERVICE = new ServiceId("production", "payments");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    /** Every listing has one page more, by {@code token}. */
    private static LoopbackWire.Reply page(String operation, String token) {
        String list = switch (operation) {
            case "ListServiceDeployments" -> "serviceDeployments";
            case "ListTaskDefinitions" -> "taskDefinitionArns";
            default -> "taskArns";
        };
        return LoopbackWire.Reply.ok("{\"%s\":[],\"nextToken\":\"%s\"}".formatted(list, token));
    }

    private static LoopbackWire listing(String token, Consumer<EcsServiceRegistry> asking) {
        try (var wire = new LoopbackWire(operation -> page(operation, token));
                var http = Apache5HttpClient.create();
                var ecs = EcsClient.builder()
                        .endpointOverride(wire.endpoint())
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "SECRET")))
                        .httpClient(http)
                        .build()) {
            asking.accept(EcsServiceRegistry.of(ecs));
            return wire;
        }
    }

    private static void ask(String operation, EcsServiceRegistry registry) {
        switch (operation) {
            case "ListServiceDeployments" ->
                registry.history(Set.of(SERVICE), Instant.now().minus(Duration.ofDays(3)));
            case "ListTaskDefinitions" -> registry.activeRevisions("payments", 5);
            default -> registry.failures(SERVICE, new DeploymentId("ecs-svc/1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListServiceDeployments", "ListTaskDefinitions", "ListTasks"})
    void emptyToken_endsTheListing(String operation) {
        assertThat(listing("", registry -> ask(operation, registry)).arrived).containsExactly(operation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListServiceDeployments", "ListTaskDefinitions", "ListTasks"})
    void sameTokenTwice_isGivenUp(String operation) {
        assertThatThrownBy(() -> listing("again", registry -> ask(operation, registry)))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("twice");
    }

    @Test
    void emptyToken_endsMetrics() {
        var asked = new ArrayList<GetMetricDataRequest>();
        var client = new CloudWatchClient() {
            @Override
            public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
                asked.add(request);
                return GetMetricDataResponse.builder()
                        .metricDataResults(MetricDataResult.builder()
                                .id("q0")
                                .statusCode(StatusCode.COMPLETE)
                                .build())
                        .nextToken("")
                        .build();
            }

            @Override
            public String serviceName() {
                return "monitoring";
            }

            @Override
            public void close() {}
        };
        var query = new MetricQuery("N", "M", Map.of(), Statistic.AVERAGE, Duration.ofMinutes(1));

        CloudWatchMetricsSource.of(client).read(Set.of(query), NOW, NOW.plusSeconds(600));

        assertThat(asked).hasSize(1);
    }
}
