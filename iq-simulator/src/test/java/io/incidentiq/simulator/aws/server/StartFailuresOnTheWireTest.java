package io.incidentiq.simulator.aws.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.fact.StartFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartFailuresOnTheWireTest {
    private static Wire failing(StartFailure why) {
        Scenario scenario = Scenario.named("bad-deploy")
                .before(Duration.ofMinutes(2), Change.startsFail(43, why))
                .before(Duration.ofMinutes(2), Change.deploys(Release.good(43)));
        return Wire.of(scenario, Wire.slow());
    }

    private static List<Body> stopped(Wire wire) throws IOException {
        List<String> arns = wire.ecs(
                        "ListTasks",
                        Map.of("cluster", "production", "serviceName", "api-gateway", "desiredStatus", "STOPPED"))
                .body()
                .texts("taskArns");
        return arns.isEmpty()
                ? List.of()
                : wire.ecs("DescribeTasks", Map.of("cluster", "production", "tasks", arns))
                        .body()
                        .bodies("tasks");
    }

    private static String newestEvent(Wire wire) throws IOException {
        return wire.service("api-gateway").bodies("events").get(0).textOr("message", "");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"IMAGE_.*", "SECRET_.*", "LOG_.*", "NETWORK_.*"})
    void describeTasks_startFailed_hasEcsReasonAndNoExitCode(StartFailure why) throws IOException {
        try (Wire wire = failing(why)) {
            assertThat(stopped(wire)).isNotEmpty().allSatisfy(task -> {
                assertThat(task.textOr("stopCode", "")).isEqualTo("TaskFailedToStart");
                assertThat(task.textOr("stoppedReason", ""))
                        .matches("(CannotPullContainerError|ResourceInitializationError|Timeout waiting).*");
                assertThat(task.bodies("containers").get(0).has("exitCode")).isFalse();
            });
        }
    }

    @Test
    void describeTasks_containerDidNotStart_hasTheReasonInTheContainer() throws IOException {
        try (Wire wire = failing(StartFailure.EXEC_FORMAT)) {
            Body task = stopped(wire).get(0);

            assertThat(task.textOr("stoppedReason", "")).isEqualTo("Task failed to start");
            assertThat(task.bodies("containers").get(0).textOr("reason", ""))
                    .startsWith("CannotStartContainerError: ")
                    .endsWith("exec format error");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_CONTAINER_INSTANCE", "INSUFFICIENT_MEMORY", "FARGATE_CAPACITY", "INVALID_SIZE"})
    void describeServices_notPlaced_hasTheEventAndNoStoppedTask(StartFailure why) throws IOException {
        try (Wire wire = failing(why)) {
            assertThat(newestEvent(wire))
                    .matches("\\(service api-gateway\\) (was unable to place a task|failed to launch).*");
            assertThat(stopped(wire)).isEmpty();
        }
    }

    @Test
    void outsideText_overTheWire_isWhatTheScenarioSays() throws IOException {
        String hostile = "\u001b]0;x\u0007\u0085\u2066<!here>";
        Scenario scenario = Scenario.named("bad-deploy")
                .before(Duration.ofSeconds(2), Change.crashes(1, hostile))
                .before(Duration.ofSeconds(1), Change.rolloutSays(hostile))
                .before(Duration.ZERO, Change.says(hostile));
        try (Wire wire = Wire.of(scenario, Wire.slow())) {
            assertThat(newestEvent(wire)).endsWith(hostile);
            assertThat(wire.service("api-gateway").bodies("deployments").get(0).textOr("rolloutStateReason", ""))
                    .isEqualTo(hostile);
            assertThat(stopped(wire).get(0).textOr("stoppedReason", "")).isEqualTo(hostile);
        }
    }
}
