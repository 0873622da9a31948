package io.incidentiq.simulator.aws.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceOperationsTest {
    private final Wire wire = Wire.standingStill("bad-deploy");

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void describeServices_known_hasEcsShape() throws IOException {
        Body service = wire.service("api-gateway");

        assertThat(service.textOr("serviceArn", ""))
                .isEqualTo("arn:aws:ecs:us-east-1:123456789012:service/production/api-gateway");
        assertThat(service.textOr("status", "")).isEqualTo("ACTIVE");
        assertThat(service.number("desiredCount")).contains(3);
        assertThat(service.number("runningCount")).contains(3);
        assertThat(service.body("deploymentController").textOr("type", "")).isEqualTo("ECS");
        assertThat(service.bodies("deployments"))
                .singleElement()
                .returns("PRIMARY", d -> d.textOr("status", ""))
                .returns("COMPLETED", d -> d.textOr("rolloutState", ""));
        assertThat(service.bodies("deployments").get(0).instant("createdAt").orElseThrow())
                .isEqualTo(Wire.START.minusSeconds(14 * 60));
        assertThat(service.members().get("createdAt")).as("epoch seconds").isInstanceOf(Number.class);
    }

    @Test
    void describeServices_unknown_isAFailure() throws IOException {
        Wire.Answer answer = wire.ecs(
                "DescribeServices", Map.of("cluster", "production", "services", List.of("billing", "api-gateway")));

        assertThat(answer.body().bodies("services")).hasSize(1);
        assertThat(answer.body().bodies("failures"))
                .singleElement()
                .returns("MISSING", f -> f.textOr("reason", ""))
                .returns("arn:aws:ecs:us-east-1:123456789012:service/production/billing", f -> f.textOr("arn", ""));
        assertThat(answer.header("x-amzn-RequestId")).hasSize(36);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-amz-json-1.1");
    }

    @Test
    void describeServices_otherCluster_isRefusedInEcsWords() throws IOException {
        assertThat(wire.ecs("DescribeServices", Map.of("services", List.of("api-gateway")))
                        .error())
                .isEqualTo("400 ClusterNotFoundException: Cluster not found.");
    }

    @Test
    void describeServices_elevenServices_isRefused() throws IOException {
        List<String> eleven = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");

        assertThat(wire.ecs("DescribeServices", Map.of("cluster", "production", "services", eleven))
                        .error())
                .startsWith("400 InvalidParameterException: ");
    }

    @Test
    void listServices_inPages_givesEachOnce() throws IOException {
        Map<String, Object> first = Map.of("cluster", "production", "maxResults", 3);
        Body page = wire.ecs("ListServices", first).body();
        Body rest = wire.ecs(
                        "ListServices",
                        Map.of("cluster", "production", "maxResults", 3, "nextToken", page.textOr("nextToken", "")))
                .body();

        assertThat(page.texts("serviceArns")).hasSize(3);
        assertThat(rest.texts("serviceArns")).singleElement().asString().endsWith("/user-service");
        assertThat(rest.has("nextToken")).isFalse();
    }

    @Test
    void listServices_madeUpToken_isRefused() throws IOException {
        assertThat(wire.ecs("ListServices", Map.of("cluster", "production", "nextToken", "x"))
                        .error())
                .startsWith("400 InvalidParameterException");
    }

    @Test
    void clusters_listedAndDescribed_areTheOne() throws IOException {
        List<String> arns = wire.ecs("ListClusters", Map.of()).body().texts("clusterArns");
        Body described = wire.ecs("DescribeClusters", Map.of("clusters", List.of(arns.get(0), "staging")))
                .body();

        assertThat(described.bodies("clusters"))
                .singleElement()
                .returns("production", c -> c.textOr("clusterName", ""));
        assertThat(described.bodies("failures")).singleElement().returns("MISSING", f -> f.textOr("reason", ""));
    }

    @Test
    void updateService_activeDefinition_isANewPrimaryDeployment() throws IOException {
        Body service = update("api-gateway:41").body().body("service");

        assertThat(service.textOr("taskDefinition", "")).endsWith(":task-definition/api-gateway:41");
        assertThat(service.bodies("deployments"))
                .extracting(d -> d.textOr("status", "") + " " + d.textOr("rolloutState", ""))
                .containsExactly("PRIMARY IN_PROGRESS", "ACTIVE COMPLETED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    api-gateway | api-gateway:99        | ClientException: TaskDefinition not found.
                    billing     | api-gateway:41        | ServiceNotFoundException: Service not found.
                    api-gateway | payments-service:41   | UnsupportedFeatureException: The simulated platform runs only
                    """)
    void updateService_impossible_isRefusedInEcsWords(String service, String definition, String error)
            throws IOException {
        Wire.Answer answer = wire.ecs(
                "UpdateService", Map.of("cluster", "production", "service", service, "taskDefinition", definition));

        assertThat(answer.error()).startsWith("400 " + error);
    }

    @Test
    void updateService_inactiveDefinition_isRefused() throws IOException {
        wire.ecs("DeregisterTaskDefinition", Map.of("taskDefinition", "api-gateway:41"));

        assertThat(update("api-gateway:41").error()).isEqualTo("400 ClientException: TaskDefinition is inactive");
    }

    @Test
    void updateService_nothingNamed_deploysNothing() throws IOException {
        wire.ecs("UpdateService", Map.of("cluster", "production", "service", "api-gateway"));

        assertThat(wire.calls()).extracting(c -> c.textOr("effect", "")).containsExactly("none");
    }

    private Wire.Answer update(String definition) throws IOException {
        return wire.ecs(
                "UpdateService",
                Map.of("cluster", "production", "service", "api-gateway", "taskDefinition", definition));
    }

    @Test
    void health_serviceOfTheScenario_answers() throws IOException {
        assertThat(wire.status("/health/api-gateway")).isEqualTo(200);
        assertThat(wire.status("/health/billing")).isEqualTo(404);
    }

    @Test
    void clock_asked_saysNowAndSpeed() throws IOException {
        Body clock = Body.of(wire.get("/_simulator/clock"));

        assertThat(Instant.parse(clock.textOr("now", ""))).isBetween(Wire.START, Wire.START.plusSeconds(1));
        assertThat(clock.number("speed")).contains(0.001);
    }
}
