package io.incidentiq.simulator.aws.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskOperationsTest {
    private static List<String> list(Wire wire, String desiredStatus) throws IOException {
        return wire.ecs(
                        "ListTasks",
                        Map.of("cluster", "production", "serviceName", "api-gateway", "desiredStatus", desiredStatus))
                .body()
                .texts("taskArns");
    }

    private static List<Body> describe(Wire wire, List<String> arns) throws IOException {
        return wire.ecs("DescribeTasks", Map.of("cluster", "production", "tasks", arns))
                .body()
                .bodies("tasks");
    }

    @Test
    void tasks_steadyService_runTheDeployedRevision() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            List<String> arns = list(wire, "RUNNING");
            String deployment =
                    wire.service("api-gateway").bodies("deployments").get(0).textOr("id", "");

            assertThat(arns).hasSize(3).doesNotHaveDuplicates();
            assertThat(describe(wire, arns)).hasSize(3).allSatisfy(task -> {
                assertThat(task.textOr("lastStatus", "")).isEqualTo("RUNNING");
                assertThat(task.textOr("startedBy", "")).isEqualTo(deployment);
                assertThat(task.has("startedAt")).isTrue();
            });
            assertThat(list(wire, "STOPPED")).isEmpty();
        }
    }

    @Test
    void tasks_crashed_areStoppedWithTheirReason() throws IOException {
        Scenario crashing = Scenario.named("bad-deploy").before(Duration.ofSeconds(5), Change.crashes(2));
        try (Wire wire = Wire.of(crashing, Wire.slow())) {
            assertThat(describe(wire, list(wire, "STOPPED")))
                    .hasSize(2)
                    .allSatisfy(task -> assertThat(task.textOr("stoppedReason", ""))
                            .isEqualTo("Essential container in task exited"));
            assertThat(describe(wire, list(wire, "RUNNING")))
                    .extracting(task -> task.textOr("lastStatus", ""))
                    .containsExactlyInAnyOrder("RUNNING", "PENDING", "PENDING");
        }
    }

    @Test
    void describeTasks_unknown_isAFailure() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            Body answer = wire.ecs("DescribeTasks", Map.of("cluster", "production", "tasks", List.of("abc")))
                    .body();

            assertThat(answer.bodies("failures")).singleElement().returns("MISSING", f -> f.textOr("reason", ""));
        }
    }
}
