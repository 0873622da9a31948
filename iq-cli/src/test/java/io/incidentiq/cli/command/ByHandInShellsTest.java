package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.incidentiq.aws.AwsRollback;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.binding.ProcedureBinder;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.RunbookParser;
import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The commands by hand, pasted as they are printed into bash and zsh, and run by the aws-cli against a simulated AWS. */
class ByHandInShellsTest {
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    private static RollbackProcedure procedure() throws IOException {
        Path file = Path.of(Shell.RB_0007);
        return ProcedureBinder.bind(RunbookParser.standard().parse(file.toString(), Files.readAllBytes(file)))
                .procedure()
                .orElseThrow();
    }

    /** A rollback that the checklist stops, so that all of it is left to a person. */
    private static RollbackReport refused(AwsSimulator aws) throws IOException, InterruptedException {
        CREDENTIALS.forEach(name -> System.setProperty(name, "drill"));
        try (var http = UrlConnectionHttpClient.create();
                var rollback = AwsRollback.builder()
                        .region("us-east-1")
                        .endpoint(aws.uri())
                        .httpClient(http)
                        .build()) {
            RollbackEngine engine = rollback.engine().build();
            RollbackRequest request = RollbackRequest.of("payments-service")
                    .withHealthUrl(URI.create(aws.uri() + "/health/payments-service"))
                    .withIncidentStart(Instant.now().minus(Duration.ofMinutes(13)));
            return engine.run(procedure(), request);
        } finally {
            CREDENTIALS.forEach(System::clearProperty);
        }
    }

    /** Returns the commands as they are printed, but for the wait, which takes as long as a rollout does. */
    private static String pasted(RollbackReport report) {
        return report.byHand().stream()
                .filter(c -> !c.command().contains(" wait "))
                .flatMap(c -> c.lines().stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String run(String shell, String typed, int expected) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(shell));
        words.addAll(shell.equals("zsh") ? List.of("-f", "-e", "-s") : List.of("--norc", "-e", "-s"));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of("AWS_ACCESS_KEY_ID", "drill", "AWS_SECRET_ACCESS_KEY", "drill", "AWS_PAGER", ""));
        builder.environment()
                .keySet()
                .removeAll(List.of("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_PROFILE"));
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(typed.getBytes(StandardCharsets.UTF_8));
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(typed + printed).isEqualTo(expected);
        return printed;
    }

    private static String calls(AwsSimulator aws) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(aws.uri() + "/_simulator/calls"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @CsvSource({
        "bash, bad-deploy, UpdateService",
        "zsh, bad-deploy, UpdateService",
        "bash, deploy-in-progress, StopServiceDeployment",
        "zsh, deploy-in-progress, StopServiceDeployment"
    })
    void byHand_pastedIntoAShell_doesWhatTheEngineHadLeftToDo(String shell, String scenario, String write)
            throws IOException, InterruptedException {
        Stream.of(shell, "aws", "curl").forEach(ByHandInShellsTest::requireOnPath);
        try (var aws = AwsSimulator.serve(Scenario.named(scenario), AwsSimulatorOptions.defaults())) {
            RollbackReport report = refused(aws);
            assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.REFUSED);
            assertThat(calls(aws)).doesNotContain(write);
            assertThat(pasted(report)).doesNotContain("#", "date ", "$(");

            String printed = run(shell, pasted(report), 0);

            assertThat(calls(aws)).as(printed).contains(write);
        }
    }

    private static void requireOnPath(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
        if (!there) {
            System.err.println("SKIPPED: " + program + " is not on the PATH, so the commands by hand were not run");
        }
        assertThat(there || System.getenv("IQ_DEMAND_TOOLS") == null)
                .as("where IQ_DEMAND_TOOLS is set %s must be on the PATH", program)
                .isTrue();
        assumeTrue(there, program + " is on the PATH");
    }
}
