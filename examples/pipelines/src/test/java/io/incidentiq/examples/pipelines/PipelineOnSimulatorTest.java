package io.incidentiq.examples.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Release;
import io.incidentiq.simulator.Scenario;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pipelines' script with the real aws-cli and the real iq, on simulated platforms that run faster than real time. */
@Timeout(1200)
@Execution(ExecutionMode.CONCURRENT)
class PipelineOnSimulatorTest {
    private static final Duration NOW = Duration.ZERO;

    /** Where only the aws-cli is asked for the time. */
    private static final int FAST = 60;

    /** iq has a minute of the simulator's time to plan in. */
    private static final int WITH_IQ = 16;

    private static final int SLOWER = 4;
    private static final String RUNBOOK = "runbooks/RB-0007-emergency-rollback-procedure.md";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private String calls = "";

    @BeforeAll
    static void launcherBuiltAndWarm() {
        Program.require("aws", "curl");
        Program program =
                Program.run(Map.of(), List.of(Program.ROOT.resolve("iq").toString(), "--version"));
        assertThat(program.exit()).as(program.output()).isZero();
    }

    private static Scenario beforeDeploy() {
        return Scenario.named("before-deploy");
    }

    private Program deploy(Scenario scenario, int speed, int revision) throws IOException, InterruptedException {
        return deploy(Path.of("deploy-or-roll-back.sh"), scenario, speed, revision);
    }

    /** Where the machine is too busy to plan in time, the platform is made slower. */
    private Program deploy(Path script, Scenario scenario, int speed, int revision)
            throws IOException, InterruptedException {
        Program program = deployOnce(script, scenario, speed, revision);
        return tooFast(program) && speed >= SLOWER ? deploy(script, scenario, speed / SLOWER, revision) : program;
    }

    private static boolean tooFast(Program program) {
        return program.output().contains("provider-unavailable");
    }

    private Program deployOnce(Path script, Scenario scenario, int speed, int revision)
            throws IOException, InterruptedException {
        try (var aws =
                AwsSimulator.serve(scenario, AwsSimulatorOptions.defaults().withSpeed(speed))) {
            var variables = new HashMap<>(Map.of(
                    "FIRST_ON_PATH",
                    Path.of("rehearsal").toAbsolutePath().toString(),
                    "SIMULATOR",
                    aws.uri().toString(),
                    "SPEED",
                    Integer.toString(speed),
                    "AWS_ENDPOINT_URL",
                    aws.uri().toString(),
                    "AWS_ACCESS_KEY_ID",
                    "drill",
                    "AWS_SECRET_ACCESS_KEY",
                    "drill",
                    "AWS_REGION",
                    "us-east-1",
                    "AWS_DEFAULT_REGION",
                    "us-east-1",
                    "GITHUB_ACTIONS",
                    ""));
            variables.putAll(Map.of(
                    "SERVICE",
                    "api-gateway",
                    "RUNBOOK",
                    Program.ROOT.resolve(RUNBOOK).toString(),
                    "MAX_ERROR_RATE",
                    "2",
                    "WATCH_MINUTES",
                    "2",
                    "POLL_SECONDS",
                    "60",
                    "OUT",
                    folder.toString(),
                    "IQ",
                    Program.ROOT.resolve("iq").toString()));
            variables.putAll(environment);
            variables.merge(
                    "IQ_OPTIONS",
                    "--clock " + aws.uri() + " --health-url " + aws.uri()
                            + "/health/api-gateway --confirm team-notified=alice",
                    (more, usual) -> usual + more);
            String service = variables.get("SERVICE");
            Program program = Program.run(
                    variables,
                    List.of(
                            script.toAbsolutePath().toString(),
                            "aws",
                            "ecs",
                            "update-service",
                            "--cluster=production",
                            "--service=" + service,
                            "--task-definition=" + service + ":" + revision));
            var page = HttpRequest.newBuilder(URI.create(aws.uri() + "/_simulator/calls"));
            calls = HttpClient.newHttpClient()
                    .send(page.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return program;
        }
    }

    private long deployments() {
        return Pattern.compile("\"effect\"\\s*:\\s*\"deployment ")
                .matcher(calls)
                .results()
                .count();
    }

    private String summary() throws IOException {
        return Files.readString(folder.resolve("summary.md"));
    }

    @Test
    void deploy_goodRevision_isWatchedAndLeftAlone() throws IOException, InterruptedException {
        Program program = deploy(beforeDeploy(), FAST, 43);

        assertThat(program.exit()).as(program.output()).isZero();
        assertThat(deployments()).isEqualTo(1);
        assertThat(folder.resolve("rollback.json")).doesNotExist();
    }

    @Test
    void deploy_fixOfAnIncident_isNotBlamedForTheMinutesBefore() throws IOException, InterruptedException {
        Scenario incident = Scenario.named("bad-deploy").before(NOW, Change.registers(Release.good(43)));

        Program program = deploy(incident, FAST, 43);

        assertThat(program.exit()).as(program.output()).isZero();
        assertThat(deployments()).isEqualTo(1);
    }

    @Test
    void deploy_thatSilencesTheMetric_isNotCalledHealthy() throws IOException, InterruptedException {
        Program program = deploy(beforeDeploy().afterWrite(NOW, Change.silencesMetrics()), FAST, 43);

        assertThat(program.exit()).as(program.output()).isEqualTo(11);
        assertThat(summary()).contains("nobody can tell");
        assertThat(deployments()).isEqualTo(1);
    }

    @Test
    void deploy_badRevisionWithAnOpenGate_isNotRolledBack() throws IOException, InterruptedException {
        environment.put("SERVICE", "payments-service");

        Program program = deploy(beforeDeploy(), WITH_IQ, 42);

        assertThat(program.exit()).as(program.output()).isEqualTo(3);
        assertThat(summary()).contains("a person has to decide: REFUSED (no-migrations)");
        assertThat(folder.resolve("rollback.json")).content().contains("\"outcome\" : \"REFUSED\"");
        assertThat(deployments()).isEqualTo(1);
    }

    @Test
    void deploy_badRevisionThatCannotBeReplaced_fails() throws IOException, InterruptedException {
        environment.put("IQ_OPTIONS", " --timeout 2m");

        Program program =
                deploy(beforeDeploy().afterWrite(Duration.ofSeconds(30), Change.limitsPlaces(41, 0)), WITH_IQ, 42);

        assertThat(program.exit()).as(program.output()).isEqualTo(1);
        assertThat(summary()).contains("a person is needed now: FAILED (timeout)");
        assertThat(deployments()).isEqualTo(2);
    }

    @Test
    void deploy_badRevisionWhoseRollbackIsNotJudged_isUnverified() throws IOException, InterruptedException {
        environment.put("IQ_OPTIONS", " --wait-until mitigated");

        Program program = deploy(beforeDeploy(), WITH_IQ, 42);

        assertThat(program.exit()).as(program.output()).isEqualTo(4);
        assertThat(summary()).contains("look whether that helped: ROLLED_BACK_UNVERIFIED");
        assertThat(deployments()).isEqualTo(2);
    }

    @Test
    void deploy_pipelineWithoutYes_isToldSoAndChangesNothingMore() throws IOException, InterruptedException {
        String script = Files.readString(Path.of("deploy-or-roll-back.sh"));
        Path without = Files.writeString(folder.resolve("without-yes.sh"), script.replace(" --yes ", " "));
        Files.setPosixFilePermissions(without, PosixFilePermissions.fromString("rwx------"));

        Program program = deploy(without, beforeDeploy(), FAST, 42);

        assertThat(program.exit()).as(program.output()).isEqualTo(2);
        assertThat(summary()).contains("was NOT rolled back").contains("--yes is missing");
        assertThat(deployments()).isEqualTo(1);
    }

    @Test
    void rehearse_asTheReadmeSays_rollsTheBadRevisionBack() {
        Program program = Program.run(Map.of("GITHUB_ACTIONS", ""), List.of("./rehearse"));
        if (tooFast(program)) {
            program = Program.run(Map.of("GITHUB_ACTIONS", "", "SPEED", "4"), List.of("./rehearse"));
        }

        assertThat(program.exit()).as(program.output()).isEqualTo(10);
        assertThat(program.output())
                .contains("api-gateway:42 is bad: its error rate was above 2 in two minutes, and was rolled back")
                .contains("ROLLED_BACK in ")
                .contains("exit code 10");
    }
}
