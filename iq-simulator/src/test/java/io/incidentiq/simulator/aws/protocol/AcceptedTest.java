package io.incidentiq.simulator.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedTest {
    private static final String UNSUPPORTED = "400 UnsupportedFeatureException: The simulated ECS does not support ";

    private final Wire wire = Wire.standingStill("bad-deploy");

    @AfterEach
    void close() {
        wire.close();
    }

    private Wire.Answer ecs(String operation, String body) throws IOException {
        return wire.ecs(operation, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String update(String setting) {
        return "{\"cluster\": \"production\", \"service\": \"api-gateway\", %s, \"taskDefinition\": \"api-gateway:41\"}"
                .formatted(setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"deploymentConfiguration\": {\"deploymentCircuitBreaker\": {\"enable\": true, \"rollback\": false}}",
                "\"deploymentConfiguration\": {\"alarms\": {\"enable\": true, \"alarmNames\": [\"x\"], \"rollback\": true}}",
                "\"deploymentConfiguration\": {\"maximumPercent\": 150}",
                "\"deploymentConfiguration\": {\"minimumHealthyPercent\": 0}",
                "\"deploymentConfiguration\": {\"strategy\": \"BLUE_GREEN\"}",
                "\"deploymentConfiguration\": {\"bakeTimeInMinutes\": 5}",
                "\"deploymentConfiguration\": {\"lifecycleHooks\": [{\"targetType\": \"PAUSE\"}]}",
                "\"desiredCount\": 5",
                "\"platformVersion\": \"1.3.0\"",
                "\"capacityProviderStrategy\": [{\"capacityProvider\": \"FARGATE_SPOT\"}]",
                "\"networkConfiguration\": {\"awsvpcConfiguration\": {\"subnets\": [\"subnet-1\"]}}",
                "\"deploymentController\": {\"type\": \"EXTERNAL\"}",
                "\"enableExecuteCommand\": true",
                "\"loadBalancers\": [{\"containerName\": \"web\", \"containerPort\": 1}]",
                "\"somethingNew\": 1"
            })
    void updateService_otherSetting_isRefusedAndDeploysNothing(String setting) throws IOException {
        assertThat(ecs("UpdateService", update(setting)).error()).startsWith(UNSUPPORTED);
        assertThat(wire.calls().get(0).textOr("effect", "")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"deploymentConfiguration\": {\"maximumPercent\": 200, \"strategy\": \"ROLLING\"}",
                "\"deploymentConfiguration\": {\"deploymentCircuitBreaker\": {\"enable\": true, \"rollback\": true}}",
                "\"desiredCount\": 3, \"propagateTags\": \"NONE\"",
                "\"loadBalancers\": [], \"placementStrategy\": null"
            })
    void updateService_settingAsItIs_isDone(String setting) throws IOException {
        assertThat(ecs("UpdateService", update(setting)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "launchType,FARGATE,4",
        "launchType,EC2,0",
        "schedulingStrategy,REPLICA,4",
        "schedulingStrategy,DAEMON,0",
        "resourceManagementType,CUSTOMER,4",
        "resourceManagementType,ECS,0"
    })
    void listServices_filter_isApplied(String filter, String value, int services) throws IOException {
        assertThat(wire.ecs("ListServices", Map.of("cluster", "production", filter, value))
                        .body()
                        .texts("serviceArns"))
                .hasSize(services);
    }

    @ParameterizedTest
    @CsvSource({
        "ListServices,launchType,MOON",
        "ListServices,schedulingStrategy,SOMETIMES",
        "ListTasks,desiredStatus,GONE",
        "ListTasks,launchType,MOON",
        "ListTaskDefinitions,sort,SIDEWAYS",
        "ListTaskDefinitions,status,ODD"
    })
    void filter_wordThatEcsLacks_isRefused(String operation, String filter, String value) throws IOException {
        Map<String, String> body = operation.equals("ListTaskDefinitions")
                ? Map.of(filter, value)
                : Map.of("cluster", "production", filter, value);

        assertThat(wire.ecs(operation, body).error()).startsWith("400 InvalidParameterException: ");
    }

    @Test
    void include_wordThatIsNotSupported_isRefused() throws IOException {
        Map<String, Object> service = Map.of("cluster", "production", "services", List.of("api-gateway"));

        assertThat(wire.ecs("DescribeClusters", Map.of("include", List.of("CONFIGURATIONS")))
                        .error())
                .startsWith("400 InvalidParameterException: ");
        assertThat(wire.ecs("DescribeServices", service).status()).isEqualTo(200);
    }

    @Test
    void describeClusters_include_showsWhatWasAskedFor() throws IOException {
        Map<String, Object> asked =
                Map.of("clusters", List.of("production"), "include", List.of("SETTINGS", "STATISTICS"));
        Body cluster =
                wire.ecs("DescribeClusters", asked).body().bodies("clusters").get(0);

        assertThat(cluster.bodies("statistics")).singleElement().returns("4", s -> s.textOr("value", ""));
        assertThat(cluster.bodies("settings")).hasSize(1);
    }

    @Test
    void nestedParameter_unknown_isRefusedByItsPath() throws IOException {
        assertThat(wire.ecs(
                                "ListServiceDeployments",
                                Map.of(
                                        "cluster", "production",
                                        "service", "api-gateway",
                                        "createdAt", Map.of("around", 1)))
                        .error())
                .isEqualTo(UNSUPPORTED + "the parameter createdAt.around of ListServiceDeployments.");
    }

    @ParameterizedTest
    @CsvSource({"100,512", "256,1536", "256,4096", "1024,512", "x,512"})
    void registerTaskDefinition_sizeThatFargateLacks_isRefused(String cpu, String memory) throws IOException {
        assertThat(register(cpu, memory).error()).startsWith("400 ClientException: ");
    }

    @ParameterizedTest
    @CsvSource({"256,512", "1 vCPU,2 GB", ".5 vCPU,1024", "16384,32768"})
    void registerTaskDefinition_sizeOfFargate_isDone(String cpu, String memory) throws IOException {
        assertThat(register(cpu, memory).status()).isEqualTo(200);
    }

    private Wire.Answer register(String cpu, String memory) throws IOException {
        return wire.ecs(
                "RegisterTaskDefinition",
                Map.of(
                        "family",
                        "api-gateway",
                        "requiresCompatibilities",
                        List.of("FARGATE"),
                        "cpu",
                        cpu,
                        "memory",
                        memory,
                        "containerDefinitions",
                        List.of(Map.of("name", "web", "image", "registry.example/x:1"))));
    }
}
