package io.incidentiq.simulator.aws.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.RequiredProgram;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.protocol.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The runbook's own script, run by the aws-cli in real time, once for all of these tests. */
@Execution(ExecutionMode.CONCURRENT)
class AwsCliTest {
    private static final Path RUNBOOK = Path.of("../runbooks/RB-0007-emergency-rollback-procedure.md");
    private static final Pattern STEPS = Pattern.compile("(?m)^## Rollback Steps$(.*?)^## ", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static Wire wire = Wire.standingStill("bad-deploy");
    private static int exit;
    private static String output = "";
    private static List<Body> calls = List.of();

    @BeforeAll
    static void runScript() throws IOException, InterruptedException {
        for (String program : List.of("bash", "aws", "curl")) {
            RequiredProgram.onPath(program, "the runbook's own script was not run");
        }
        wire.close();
        wire = Wire.of(
                Scenario.named("bad-deploy")
                        .withTaskStart(Duration.ofSeconds(12))
                        .withDrain(Duration.ofSeconds(10)),
                AwsSimulatorOptions.defaults());
        Path script = Files.writeString(folder.resolve("script.sh"), script());
        Process process = bash(script.toString());
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        exit = process.waitFor();
        calls = wire.calls();
    }

    @AfterAll
    static void close() {
        wire.close();
    }

    private static Process bash(String... args) throws IOException {
        var builder = new ProcessBuilder("bash", "-e", "-o", "pipefail");
        builder.command().addAll(List.of(args));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", wire.simulator().uri().toString(),
                        "AWS_ACCESS_KEY_ID", "drill",
                        "AWS_SECRET_ACCESS_KEY", "drill",
                        "AWS_REGION", "us-east-1",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_PAGER", ""));
        return builder.redirectErrorStream(true).start();
    }

    /** Returns the bash blocks of steps 1 to 4, with the placeholders filled in and curl's address replaced. */
    private static String script() throws IOException {
        var steps = STEPS.matcher(Files.readString(RUNBOOK));
        assertThat(steps.find()).as("the runbook has rollback steps").isTrue();
        List<String> blocks = BLOCK.matcher(steps.group(1))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).as("one block for each of steps 1 to 4").hasSize(4);
        return blocks.stream()
                .collect(Collectors.joining("\n"))
                .replace("<service-name>", "api-gateway")
                .replace(
                        "https://api.company.com/<service>/health",
                        wire.simulator().uri() + "/health/api-gateway");
    }

    @Test
    void script_badDeploy_succeeds() {
        assertThat(exit).as(output).isZero();
        assertThat(output).contains("task-definition/api-gateway:42").contains("Rollback complete");
    }

    @Test
    void script_badDeploy_deploysThePreviousRevisionOnce() throws IOException {
        assertThat(calls)
                .filteredOn(call -> call.textOr("effect", "").startsWith("deployment "))
                .singleElement()
                .returns("UpdateService", call -> call.textOr("operation", ""));
        assertThat(wire.service("api-gateway").textOr("taskDefinition", "")).endsWith("api-gateway:41");
    }

    @Test
    void waitServicesStable_rollout_takesAsLongAsTheRollout() throws IOException {
        Body gateway = Body.of(wire.get("/_simulator/state")).bodies("services").stream()
                .filter(service -> service.textOr("name", "").equals("api-gateway"))
                .findFirst()
                .orElseThrow();
        List<Body> deployments = gateway.bodies("deployments");
        Body ours = deployments.get(deployments.size() - 1);
        Instant written = ours.instant("createdAt").orElseThrow();
        Instant stable = ours.instant("finishedAt").orElseThrow().plusSeconds(10);
        List<Instant> looks = calls.stream()
                .filter(call -> call.textOr("operation", "").equals("DescribeServices"))
                .map(call -> call.instant("time").orElseThrow())
                .filter(time -> time.isAfter(written))
                .toList();
        Instant before = looks.get(looks.size() - 2);
        Instant last = looks.get(looks.size() - 1);

        assertThat(Duration.between(written, stable)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(last).as("the look that ended the wait").isAfterOrEqualTo(stable);
        assertThat(before).as("the look before it").isBefore(stable);
    }

    @Test
    void getMetricStatistics_script_showsErrorRates() {
        assertThat(output).contains("\"Label\": \"ErrorRate\"").contains("\"Average\":");
    }
}
