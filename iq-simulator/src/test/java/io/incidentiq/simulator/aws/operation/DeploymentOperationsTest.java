package io.incidentiq.simulator.aws.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeploymentOperationsTest {
    private static final Map<String, String> GATEWAY = Map.of("cluster", "production", "service", "api-gateway");

    private static List<Body> deployments(Wire wire, Map<String, Object> more) throws IOException {
        var body = new HashMap<String, Object>(GATEWAY);
        body.putAll(more);
        return wire.ecs("ListServiceDeployments", body).body().bodies("serviceDeployments");
    }

    private static Body described(Wire wire, Body brief) throws IOException {
        return wire.ecs(
                        "DescribeServiceDeployments",
                        Map.of("serviceDeploymentArns", List.of(brief.textOr("serviceDeploymentArn", ""))))
                .body()
                .bodies("serviceDeployments")
                .get(0);
    }

    private static Body revision(Wire wire, String arn) throws IOException {
        return wire.ecs("DescribeServiceRevisions", Map.of("serviceRevisionArns", List.of(arn)))
                .body()
                .bodies("serviceRevisions")
                .get(0);
    }

    @Test
    void listServiceDeployments_byStatusAndTime_filters() throws IOException {
        try (Wire wire = Wire.standingStill("deploy-in-progress")) {
            assertThat(deployments(wire, Map.of())).hasSize(5);
            assertThat(deployments(wire, Map.of("status", List.of("IN_PROGRESS"))))
                    .singleElement()
                    .returns(false, d -> d.has("finishedAt"));
            assertThat(deployments(wire, Map.of("createdAt", Map.of("after", Wire.START.minusSeconds(6 * 86_400)))))
                    .extracting(d -> d.textOr("status", ""))
                    .containsExactly("IN_PROGRESS", "SUCCESSFUL");
        }
    }

    @Test
    void listServiceDeployments_inPages_givesEachOnce() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            Body page = wire.ecs(
                            "ListServiceDeployments",
                            Map.of("cluster", "production", "service", "api-gateway", "maxResults", 4))
                    .body();

            assertThat(page.bodies("serviceDeployments")).hasSize(4);
            assertThat(deployments(
                            wire,
                            Map.of("maxResults", 4, "nextToken", Objects.requireNonNull(page.textOr("nextToken", "")))))
                    .hasSize(1);
        }
    }

    @Test
    void describeServices_deploymentId_endsAsItsServiceRevision() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            Body last = described(wire, deployments(wire, Map.of()).get(0));
            String arn = last.body("targetServiceRevision").textOr("arn", "");
            Body service = wire.service("api-gateway");

            assertThat(service.bodies("deployments").get(0).textOr("id", ""))
                    .startsWith("ecs-svc/")
                    .isEqualTo("ecs-svc/" + AwsNames.last(arn));
            assertThat(service.textOr("currentServiceDeployment", ""))
                    .isEqualTo(last.textOr("serviceDeploymentArn", ""));
        }
    }

    @Test
    void describeServiceRevisions_known_hasRecordedDigests() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            Body revision = revision(wire, deployments(wire, Map.of()).get(0).textOr("targetServiceRevisionArn", ""));

            assertThat(revision.textOr("taskDefinition", "")).endsWith("api-gateway:42");
            assertThat(revision.bodies("containerImages"))
                    .singleElement()
                    .returns("registry.example/api-gateway:1.42.0", i -> i.textOr("image", ""))
                    .satisfies(i -> assertThat(i.textOr("imageDigest", "")).matches("sha256:[0-9a-f]{64}"));
        }
    }

    @Test
    void describe_unknownArns_areFailures() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            Body answer = wire.ecs("DescribeServiceDeployments", Map.of("serviceDeploymentArns", List.of("arn:x")))
                    .body();

            assertThat(answer.bodies("serviceDeployments")).isEmpty();
            assertThat(answer.bodies("failures")).singleElement().returns("MISSING", f -> f.textOr("reason", ""));
        }
    }

    @Test
    void breakerRollback_inProgress_namesTheRevisionItReturnsTo() throws IOException {
        try (Wire wire = Wire.standingStill("breaker-rolling-back")) {
            Body last = described(wire, deployments(wire, Map.of()).get(0));
            String target = last.body("rollback").textOr("serviceRevisionArn", "");

            assertThat(last.textOr("status", "")).isEqualTo("ROLLBACK_IN_PROGRESS");
            assertThat(revision(wire, target).textOr("taskDefinition", "")).endsWith("api-gateway:41");
            assertThat(wire.service("api-gateway").bodies("deployments"))
                    .extracting(d -> d.textOr("status", "") + " " + d.textOr("id", ""))
                    .contains("PRIMARY ecs-svc/" + AwsNames.last(target))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void stopServiceDeployment_inProgress_rollsBack() throws IOException {
        try (Wire wire = Wire.standingStill("deploy-in-progress")) {
            String arn = deployments(wire, Map.of()).get(0).textOr("serviceDeploymentArn", "");
            Wire.Answer answer =
                    wire.ecs("StopServiceDeployment", Map.of("serviceDeploymentArn", arn, "stopType", "ROLLBACK"));

            assertThat(answer.body().textOr("serviceDeploymentArn", "")).isEqualTo(arn);
            assertThat(deployments(wire, Map.of()).get(0).textOr("status", "")).isEqualTo("ROLLBACK_REQUESTED");
            assertThat(wire.calls()).anyMatch(c -> c.textOr("effect", "").startsWith("rollback "));
        }
    }

    @Test
    void continueServiceDeployment_pausedAtItsHook_rollsBack() throws IOException {
        try (Wire wire = Wire.standingStill("deploy-in-progress", new AwsFault.PausedAtHook("hook-1"))) {
            Body paused = described(wire, deployments(wire, Map.of()).get(0));
            String arn = paused.textOr("serviceDeploymentArn", "");

            assertThat(paused.bodies("lifecycleHookDetails"))
                    .singleElement()
                    .returns("hook-1", hook -> hook.textOr("hookId", ""))
                    .returns("AWAITING_ACTION", hook -> hook.textOr("status", ""));
            assertThat(goOn(wire, arn, "hook-2", "ROLLBACK").error()).startsWith("400 InvalidParameterException");
            assertThat(goOn(wire, arn, "hook-1", "CONTINUE").error()).startsWith("400 UnsupportedFeatureException");
            assertThat(goOn(wire, arn, "hook-1", "ROLLBACK").status()).isEqualTo(200);
            assertThat(deployments(wire, Map.of()).get(0).textOr("status", "")).isEqualTo("ROLLBACK_REQUESTED");
            assertThat(wire.calls()).anyMatch(c -> c.textOr("effect", "").startsWith("rollback "));
        }
    }

    private static Wire.Answer goOn(Wire wire, String arn, String hook, String action) throws IOException {
        return wire.ecs(
                "ContinueServiceDeployment", Map.of("serviceDeploymentArn", arn, "hookId", hook, "action", action));
    }

    @Test
    void stopServiceDeployment_endedOrUnknown_isRefused() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            String ended = deployments(wire, Map.of()).get(0).textOr("serviceDeploymentArn", "");

            assertThat(wire.ecs("StopServiceDeployment", Map.of("serviceDeploymentArn", ended))
                            .error())
                    .startsWith("400 ConflictException");
            assertThat(wire.ecs("StopServiceDeployment", Map.of("serviceDeploymentArn", ended + "0"))
                            .error())
                    .startsWith("400 ServiceDeploymentNotFoundException");
            assertThat(wire.ecs("ContinueServiceDeployment", Map.of("serviceDeploymentArn", ended, "hookId", "h"))
                            .error())
                    .startsWith("400 InvalidParameterException");
        }
    }
}
