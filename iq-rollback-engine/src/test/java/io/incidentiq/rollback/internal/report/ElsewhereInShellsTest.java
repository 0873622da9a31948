package io.incidentiq.rollback.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.TaskSet;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands by hand for services that others deploy, pasted into shells and sent by the aws-cli to a server that writes down what it is asked. */
class ElsewhereInShellsTest {
    private static final String TASK_SETS = """
            {"services": [{"taskSets": [
              {"id": "ecs-svc/3", "status": "ACTIVE", "taskDefinition": "arn:aws:ecs:eu-west-1:111122223333:task-definition/payments:41"},
              {"id": "ecs-svc/2", "status": "PRIMARY", "taskDefinition": "arn:aws:ecs:eu-west-1:111122223333:task-definition/payments:42",
               "launchType": "FARGATE", "platformVersion": "1.4.0", "loadBalancers": [], "networkConfiguration":
               {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}}}]}]}
            """;
    private static final String DEPLOYMENT =
            "{\"deploymentInfo\": {\"applicationName\": \"pay app\", \"deploymentGroupName\": \"pay-group\"}}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation = target.substring(target.indexOf('.') + 1);
        asked.add(operation + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).replace("\": ", "\":"));
        String json = operation.equals("DescribeServices")
                ? TASK_SETS
                : operation.equals("GetDeployment") ? DEPLOYMENT : "{}";
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String lines(DeploymentMethod method, TaskSet... sets) {
        Place place = Place.ofArn("arn:aws:ecs:eu-west-1:111122223333:service/prod/payments")
                .withEndpoint(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        PlannedRollback plan = Worlds.badDeploy()
                .snapshot(s -> s.withPlace(place)
                        .withMethod(method)
                        .withLoadBalanced(List.of(new PortBinding("app", 8080)))
                        .withTaskSets(List.of(sets)))
                .plan();
        var course = new RunDetails(Progress.none(), Verification.NONE, plan.gates(), List.of(), KeptEvidence.NONE);
        var ending = new Ending(Outcome.REFUSED, Reason.UNSUPPORTED_METHOD, "why");
        var report = new RunReport(new RollbackId("rb-1"), Worlds.NOW, plan, ending, course, new Calls(8, 0));
        return report.byHand().stream()
                .filter(c -> c.command().matches("aws (ecs|deploy) (create|update|stop).*"))
                .flatMap(c -> c.lines().stream())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> pasted(String shell, String lines) throws IOException, InterruptedException {
        Stream.of(shell, "aws").forEach(ElsewhereInShellsTest::requireOnPath);
        var builder =
                new ProcessBuilder(shell, shell.equals("zsh") ? "-f" : "--norc", "-e", "-s").redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of("AWS_ACCESS_KEY_ID", "drill", "AWS_SECRET_ACCESS_KEY", "drill", "AWS_PAGER", ""));
        builder.environment().remove("AWS_PROFILE");
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(lines + printed).isZero();
        return asked;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void codeDeploy_oldTaskSetGone_createsADeploymentOfTheTarget(String shell)
            throws IOException, InterruptedException {
        String lines = lines(DeploymentMethod.CODE_DEPLOY, new TaskSet("ecs-svc/2", Worlds.rev(42), true, "d-NEW"));

        assertThat(pasted(shell, lines))
                .last()
                .asString()
                .startsWith("CreateDeployment ")
                .contains("\"applicationName\":\"pay app\"", "\"deploymentGroupName\":\"pay-group\"")
                .contains("task-definition/payments:41", "AppSpecContent", "\\\"ContainerPort\\\":8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void codeDeploy_oldTaskSetThere_stopsTheSuspectsDeployment(String shell) throws IOException, InterruptedException {
        String lines = lines(
                DeploymentMethod.CODE_DEPLOY,
                new TaskSet("ecs-svc/2", Worlds.rev(42), true, "d-NEW"),
                new TaskSet("ecs-svc/1", Worlds.rev(41), false, "d-OLD"));

        assertThat(pasted(shell, lines))
                .singleElement()
                .asString()
                .startsWith("StopDeployment ")
                .contains("\"deploymentId\":\"d-NEW\"", "\"autoRollbackEnabled\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void external_noTaskSetOfTheTarget_createsACopyOfThePrimaryAndMakesItPrimary(String shell)
            throws IOException, InterruptedException {
        String lines = lines(DeploymentMethod.EXTERNAL, new TaskSet("ecs-svc/2", Worlds.rev(42), true, null));

        List<String> calls = pasted(shell, lines);

        assertThat(calls)
                .filteredOn(c -> c.startsWith("CreateTaskSet "))
                .singleElement()
                .asString()
                .contains("\"taskDefinition\":\"payments:41\"", "\"launchType\":\"FARGATE\"", "\"subnet-1\"")
                .doesNotContain("null", "loadBalancers", "capacityProviderStrategy");
        assertThat(calls)
                .last()
                .asString()
                .startsWith("UpdateServicePrimaryTaskSet ")
                .contains("\"primaryTaskSet\":\"ecs-svc/3\"");
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
