package io.incidentiq.simulator.aws.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefinitionOperationsTest {
    private final Wire wire = Wire.standingStill("config-only");

    @AfterEach
    void close() {
        wire.close();
    }

    private List<String> numbers(Map<String, ?> body) throws IOException {
        return wire.ecs("ListTaskDefinitions", body).body().texts("taskDefinitionArns").stream()
                .map(arn -> arn.substring(arn.indexOf("/") + 1))
                .toList();
    }

    private Body definition(String name) throws IOException {
        return wire.ecs("DescribeTaskDefinition", Map.of("taskDefinition", name, "include", List.of("TAGS")))
                .body();
    }

    @Test
    void listTaskDefinitions_descending_isNewestFirstInPages() throws IOException {
        Map<String, Object> first = Map.of("familyPrefix", "api-gateway", "sort", "DESC", "maxResults", 2);

        assertThat(numbers(first)).containsExactly("api-gateway:42", "api-gateway:41");
        assertThat(numbers(
                        Map.of("familyPrefix", "api-gateway", "sort", "DESC", "maxResults", 2, "nextToken", "page-2")))
                .containsExactly("api-gateway:40", "api-gateway:39");
    }

    @Test
    void listTaskDefinitions_afterDeregistering_splitsByStatus() throws IOException {
        Wire.Answer answer = wire.ecs("DeregisterTaskDefinition", Map.of("taskDefinition", "api-gateway:41"));

        assertThat(answer.body().body("taskDefinition").textOr("status", "")).isEqualTo("INACTIVE");
        assertThat(answer.body().body("taskDefinition").has("deregisteredAt")).isTrue();
        assertThat(numbers(Map.of("familyPrefix", "api-gateway"))).doesNotContain("api-gateway:41");
        assertThat(numbers(Map.of("familyPrefix", "api-gateway", "status", "INACTIVE")))
                .containsExactly("api-gateway:41");
    }

    @Test
    void describeTaskDefinition_known_hasContainersWithTheirEnvironment() throws IOException {
        Body definition = definition("api-gateway:42").body("taskDefinition");

        assertThat(definition.number("revision")).contains(42);
        assertThat(definition.bodies("containerDefinitions"))
                .singleElement()
                .returns("registry.example/api-gateway:1.41.0", c -> c.textOr("image", ""))
                .satisfies(c -> assertThat(c.bodies("environment"))
                        .singleElement()
                        .returns("CACHE_TTL_SECONDS", e -> e.textOr("name", ""))
                        .returns("0", e -> e.textOr("value", "")));
    }

    @Test
    void describeTaskDefinition_unknown_isRefusedInEcsWords() throws IOException {
        assertThat(wire.ecs("DescribeTaskDefinition", Map.of("taskDefinition", "api-gateway:99"))
                        .error())
                .isEqualTo("400 ClientException: Unable to describe task definition.");
    }

    @Test
    void registerTaskDefinition_copyWithTags_isDescribedAsWritten() throws IOException {
        Wire.Answer answer = wire.ecs(
                "RegisterTaskDefinition",
                Map.of(
                        "family",
                        "api-gateway",
                        "cpu",
                        "1024",
                        "containerDefinitions",
                        List.of(Map.of("name", "web", "image", "registry.example/api-gateway:1.41.0", "user", "app")),
                        "tags",
                        List.of(Map.of("key", "iq:migrations", "value", "none"))));
        Body described = definition("api-gateway");

        assertThat(answer.body().body("taskDefinition").number("revision")).contains(43);
        assertThat(described.body("taskDefinition").textOr("cpu", "")).isEqualTo("1024");
        assertThat(described.body("taskDefinition").bodies("containerDefinitions"))
                .singleElement()
                .returns("app", c -> c.textOr("user", ""));
        assertThat(described.bodies("tags")).singleElement().returns("none", t -> t.textOr("value", ""));
    }

    @Test
    void registerTaskDefinition_nothingInIt_isRefused() throws IOException {
        assertThat(wire.ecs("RegisterTaskDefinition", Map.of("family", "api-gateway"))
                        .error())
                .isEqualTo("400 ClientException: Container list cannot be empty.");
    }

    @Test
    void tagResource_definition_showsTheTag() throws IOException {
        String arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/api-gateway:41";
        Wire.Answer tagged =
                wire.ecs("TagResource", Map.of("resourceArn", arn, "tags", List.of(Map.of("key", "a", "value", "b"))));

        assertThat(tagged.status()).as(tagged.error()).isEqualTo(200);
        assertThat(definition(arn).bodies("tags")).singleElement().returns("b", t -> t.textOr("value", ""));
        assertThat(wire.ecs("ListTagsForResource", Map.of("resourceArn", arn))
                        .body()
                        .bodies("tags"))
                .hasSize(1);
    }

    @Test
    void describeTaskDefinition_scenarioKnowsItsMigrations_isTagged() throws IOException {
        try (Wire other = Wire.standingStill("migration-found")) {
            Body answer = other.ecs(
                            "DescribeTaskDefinition",
                            Map.of("taskDefinition", "api-gateway:42", "include", List.of("TAGS")))
                    .body();

            assertThat(answer.bodies("tags"))
                    .singleElement()
                    .returns("iq:migrations", t -> t.textOr("key", ""))
                    .returns("present", t -> t.textOr("value", ""));
        }
    }
}
