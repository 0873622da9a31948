package io.incidentiq.simulator.aws.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.fact.Denial;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnusualAnswersTest {
    private static final Map<String, Object> CLUSTER = Map.of("cluster", "production");
    private static final Map<String, Object> SERVICE = Map.of("cluster", "production", "service", "api-gateway");

    private static Map<String, Object> bodyOf(String operation) {
        return switch (operation) {
            case "ListServiceDeployments" -> SERVICE;
            case "ListServices", "ListTasks" -> CLUSTER;
            default -> Map.of();
        };
    }

    @ParameterizedTest
    @CsvSource({"ListClusters", "ListServices", "ListServiceDeployments", "ListTaskDefinitions", "ListTasks"})
    void emptyTokens_lastPage_hasAnEmptyTokenThatBeginsAnew(String operation) throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.EmptyTokens())) {
            Body answer = wire.ecs(operation, bodyOf(operation)).body();
            var again = new java.util.HashMap<String, Object>(bodyOf(operation));
            again.put("nextToken", "");

            assertThat(answer.text("nextToken")).contains("");
            assertThat(wire.ecs(operation, again).body()).isEqualTo(answer);
        }
    }

    @Test
    void emptyTokens_otherPages_haveTheirToken() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.EmptyTokens())) {
            Map<String, Object> one = Map.of("cluster", "production", "maxResults", 1);

            assertThat(wire.ecs("ListServices", one).body().textOr("nextToken", ""))
                    .isNotEmpty();
            assertThat(wire.cbor("DescribeAlarms", Map.of()).body().text("NextToken"))
                    .contains("");
        }
    }

    @ParameterizedTest
    @EnumSource(Denial.class)
    void deniedBy_policy_isAwsWordingWithTheResource(Denial why) throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.DeniedBy("UpdateService", why, false))) {
            assertThat(wire.ecs("UpdateService", SERVICE).error())
                    .isEqualTo("400 AccessDeniedException: "
                            + why.message(
                                    "ecs:UpdateService",
                                    "arn:aws:ecs:us-east-1:123456789012:service/production/api-gateway"));
            assertThat(wire.ecs("ListServices", CLUSTER).status()).isEqualTo(200);
        }
    }

    @Test
    void deniedBy_encoded_endsInTheEncodedMessage() throws IOException {
        var fault = new AwsFault.DeniedBy("UpdateService", Denial.SERVICE_CONTROL_POLICY, true);
        try (Wire wire = Wire.standingStill("bad-deploy", fault)) {
            assertThat(wire.ecs("UpdateService", SERVICE).error())
                    .matches(".* in a service control policy Encoded authorization failure message: [\\w-]{1000,}");
        }
    }

    @Test
    void withDenied_scenario_isDeniedOnTheWireToo() throws IOException {
        Scenario scenario = Scenario.named("bad-deploy").withDenied("GetMetricData", Denial.PERMISSIONS_BOUNDARY);
        try (Wire wire = Wire.of(scenario, Wire.slow())) {
            assertThat(wire.cbor("GetMetricData", Map.of()).error())
                    .endsWith(
                            "cloudwatch:GetMetricData on resource: * with an explicit deny in a permissions boundary");
        }
    }

    @Test
    void unknownMembers_everyStructure_hasThem() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.UnknownMembers())) {
            Body service = wire.service("api-gateway");

            assertThat(service.textOr("futureMode", "")).isEqualTo("SOMETHING_NEW");
            assertThat(service.bodies("deployments").get(0).has("futureSettings"))
                    .isTrue();
            assertThat(service.body("deploymentConfiguration").has("futureMode"))
                    .isTrue();
            assertThat(wire.cbor("DescribeAlarms", Map.of()).body().has("futureSettings"))
                    .isTrue();
            assertThat(wire.ecs("DescribeServices", Map.of("services", List.of("x")))
                            .body()
                            .has("futureMode"))
                    .as("a refusal")
                    .isTrue();
        }
    }
}
