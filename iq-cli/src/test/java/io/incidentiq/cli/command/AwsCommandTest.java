package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.screen.TerminalEnvironment;
import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --provider aws}, against a simulated AWS whose clock runs faster than real time. */
@Timeout(60)
class AwsCommandTest {
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");
    private static final String QUESTION = "go ahead? [y/N]";

    private AwsSimulator aws;

    /** The first calls load the SDK, which takes longer than an accelerated clock leaves them: they are made in real time. */
    @BeforeAll
    static void anyCredentialsAndALoadedSdk() throws IOException {
        CREDENTIALS.forEach(name -> System.setProperty(name, "drill"));
        try (var aws = AwsSimulator.serve(Scenario.named("bad-deploy"), AwsSimulatorOptions.defaults())) {
            Shell plan = Shell.run(
                    "plan",
                    Shell.RB_0007,
                    "--service=api-gateway",
                    "--provider=aws",
                    "--region=eu-west-1",
                    "--endpoint-url=" + aws.uri(),
                    "--health-url=" + aws.uri() + "/health/api-gateway",
                    "--incident-start=-13m",
                    "--confirm=team-notified=alice");
            assertThat(plan.exit()).as(plan.err() + plan.out()).isZero();
        }
    }

    @AfterAll
    static void noCredentials() {
        CREDENTIALS.forEach(System::clearProperty);
    }

    @BeforeEach
    void serve() throws IOException {
        var options = AwsSimulatorOptions.defaults().withSpeed(30);
        aws = AwsSimulator.serve(Scenario.named("bad-deploy"), options);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private Shell rollback(TerminalEnvironment where, String typed, String... more) {
        return rollback(where, new BufferedReader(new StringReader(typed)), more);
    }

    private Shell rollback(TerminalEnvironment where, BufferedReader typed, String... more) {
        var words = new ArrayList<>(List.of(
                "rollback",
                Shell.RB_0007,
                "--service=api-gateway",
                "--provider=aws",
                "--region=eu-west-1",
                "--endpoint-url=" + aws.uri(),
                "--clock=" + aws.uri(),
                "--health-url=" + aws.uri() + "/health/api-gateway",
                "--incident-start=-13m",
                "--confirm=team-notified=alice",
                "--wait-until=mitigated"));
        words.addAll(List.of(more));
        return Shell.run(where, typed, words.toArray(new String[0]));
    }

    private Shell planned(String... more) {
        return plannedBy("../examples/incidents/api-gateway-error-rate.json", more);
    }

    private Shell plannedBy(String alarm, String... more) {
        var words = new ArrayList<>(List.of(
                "plan",
                Shell.RB_0007,
                "--incident=" + alarm,
                "--incident-start=-13m",
                "--provider=aws",
                "--endpoint-url=" + aws.uri(),
                "--clock=" + aws.uri(),
                "--health-url=" + aws.uri() + "/health/api-gateway",
                "--confirm=team-notified=alice"));
        words.addAll(List.of(more));
        return Shell.run(words.toArray(new String[0]));
    }

    @Test
    void plan_alarmThatNamesItsRegion_needsNoOptionForIt() {
        Shell plan = planned();

        assertThat(plan.exit()).as(plan.out() + plan.err()).isZero();
        assertThat(plan.out()).contains("incident  alarm api-gateway-error-rate in eu-west-1");
        assertThat(plan.err()).isEmpty();
    }

    @Test
    void plan_always_namesItsPlaceAndTheLineThatLeadsThere() {
        Shell plan = planned();

        assertThat(plan.out().lines().limit(4))
                .anyMatch(l -> l.startsWith("account 123456789012, Region eu-west-1, endpoint http://127.0.0.1:"));
        assertThat(plan.out()).contains(" --region eu-west-1 --expect-account 123456789012\n");
    }

    @Test
    void plan_expectedAccount_isExecutable() {
        Shell plan = planned("--expect-account=123456789012");

        assertThat(plan.exit()).as(plan.out() + plan.err()).isZero();
        assertThat(plan.out()).containsOnlyOnce("--expect-account");
    }

    @Test
    void planAndRollback_anotherAccountExpected_areRefusedAndNothingIsWritten() {
        Shell plan = planned("--expect-account=999988887777");
        Shell rollback = rollback(TerminalEnvironment.NOBODY, "", "--yes", "--expect-account=999988887777");

        for (Shell shell : List.of(plan, rollback)) {
            assertThat(shell.exit()).isEqualTo(3);
            assertThat(shell.out())
                    .contains("REFUSED (other-account)", "expected account 999988887777", "found account 123456789012");
        }
        assertThat(rollback.out()).contains("Nothing was changed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "1234-5678-9012", "ACCOUNT-ID"})
    void plan_expectedAccountThatIsNone_isAUsageError(String account) {
        Shell plan = planned("--expect-account=" + account);

        assertThat(plan.exit()).isEqualTo(2);
        assertThat(plan.err()).contains("--expect-account '" + account + "': expected the twelve digits");
    }

    @Test
    void plan_expectedAccountOfADrill_isAUsageError() {
        Shell plan = Shell.words("plan RB-0007" + Shell.DRILL + "bad-deploy --expect-account=123456789012");

        assertThat(plan.exit()).isEqualTo(2);
        assertThat(plan.err()).contains("--expect-account 123456789012: only --provider aws takes it");
    }

    @Test
    void report_asText_saysWhere() {
        Shell shell = rollback(TerminalEnvironment.NOBODY, "", "--yes");

        assertThat(shell.out()).contains("\nin account 123456789012, Region eu-west-1, endpoint ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "rollback"})
    void endpointRefuses_isToldWhileItIsAskedAgain(String command) {
        Shell shell = Shell.run(
                command,
                Shell.RB_0007,
                "--service=api-gateway",
                "--provider=aws",
                "--region=eu-west-1",
                "--endpoint-url=http://127.0.0.1:1",
                "--clock=" + aws.uri(),
                "--yes",
                "--output=json");

        assertThat(shell.exit()).as(shell.err()).isEqualTo(3);
        assertThat(shell.err().lines())
                .filteredOn(line -> line.startsWith("iq: no plan yet: ") && line.contains("refuses connections"))
                .hasSize(1);
        assertThat(shell.out()).startsWith("{").contains("provider-unavailable");
    }

    @Test
    void plan_anotherRegionThanTheAlarms_isRefused() {
        Shell plan = planned("--region=us-east-1");

        assertThat(plan.exit()).as(plan.out() + plan.err()).isEqualTo(2);
        assertThat(plan.err()).startsWith("iq: --incident: incident-elsewhere: the alarm is of Region eu-west-1");
    }

    private String calls() throws IOException, InterruptedException {
        return page("calls");
    }

    private String page(String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(aws.uri() + "/_simulator/" + name))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    static Stream<String> misuse() {
        return Stream.of(
                "plan RB-0007 --service api-gateway | --scenario or --provider is missing",
                "rollback RB-0007 --service api-gateway | --scenario or --provider is missing",
                "plan RB-0007 --service api-gateway --scenario bad-deploy --provider aws | a drill or the real thing",
                "plan RB-0007 --service api-gateway --provider azure | --provider 'azure': no such provider; there is aws",
                "plan RB-0007 --service api-gateway --region eu-west-1 | --region eu-west-1: only --provider aws takes it",
                "plan RB-0007 --service api-gateway --scenario bad-deploy --profile x | --profile x: only --provider aws",
                "plan RB-0007 --service api-gateway --provider aws --region eu-west-1 --dimension Stage | --dimension 'Stage': expected NAME=VALUE",
                "plan RB-0007 --service api-gateway --scenario bad-deploy --dimension A=b | --dimension A=b: only --provider",
                "rollback RB-0007 --service api-gateway --provider aws --yes --speed 60 | --speed 60: it paces a drill",
                "rollback RB-0007 --service api-gateway --provider aws | --yes is missing",
                "rollback RB-0007 --service api-gateway --provider aws --output text | --yes is missing");
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void provider_misused_isOneClearMessageAndNothingElse(String row) {
        String[] parts = row.split(" \\| ", -1);

        Shell shell = Shell.words(parts[0]);

        assertThat(shell.exit()).as(shell.err()).isEqualTo(2);
        assertThat(shell.err().lines()).singleElement().matches(l -> l.startsWith("iq: ") && l.contains(parts[1]));
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void rollback_yesMissingWithoutATerminal_asksThePlatformNothing() throws IOException, InterruptedException {
        Shell shell = rollback(TerminalEnvironment.NOBODY, "y\n");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("--yes is missing").doesNotContain(QUESTION);
        assertThat(calls()).doesNotContain("DescribeServices");
    }

    @Test
    void rollback_yesMissingWithJson_asksThePlatformNothing() throws IOException, InterruptedException {
        Shell shell = rollback(Shell.PERSON, "y\n", "--output=json");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.objections("iq.error-1")).isEmpty();
        assertThat(calls()).doesNotContain("DescribeServices");
    }

    @Test
    void rollback_declinedAtTheTerminal_changesNothingAndSaysSo() throws IOException, InterruptedException {
        Shell shell = rollback(Shell.PERSON, "n\n");

        assertThat(shell.exit()).as(shell.err() + shell.out()).isEqualTo(6);
        assertThat(shell.err()).contains(QUESTION);
        assertThat(shell.out())
                .contains("CANCELLED (cancelled)")
                .contains("declined; nothing was sent")
                .contains("Nothing was changed.")
                .doesNotContain("interrupted");
        assertThat(calls()).contains("DescribeServices").doesNotContain("UpdateService");
    }

    @Test
    void rollback_acceptedAtTheTerminal_showsWhatIsAtStakeThenWrites() throws IOException, InterruptedException {
        Shell shell = rollback(Shell.PERSON, "y\n");

        assertThat(shell.exit()).as(shell.err() + shell.out()).isEqualTo(4);
        assertThat(shell.err())
                .containsPattern("About to change account [0-9]{12}, Region eu-west-1, cluster production,"
                        + " service api-gateway: from api-gateway:42 to api-gateway:41, because of api-gateway:42")
                .containsSubsequence(QUESTION, "written", "rolling out");
        assertThat(calls()).containsOnlyOnce("\"UpdateService\"");
    }

    /** Somebody who deploys while the question is open, and only then says yes to what was shown before. */
    private Reader deployingBeforeYes() {
        return new StringReader("y\n") {
            private boolean deployed;

            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                if (!deployed) {
                    deployed = true;
                    redeploy();
                }
                return super.read(buffer, offset, length);
            }
        };
    }

    private void redeploy() throws IOException {
        try {
            post("{\"cluster\":\"production\",\"service\":\"api-gateway\",\"forceNewDeployment\":true}");
            Instant later = now().plusSeconds(15);
            while (now().isBefore(later)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(aws.uri())
                .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.UpdateService")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Instant now() throws IOException, InterruptedException {
        Matcher matcher = Pattern.compile("\"now\"\\s*:\\s*\"([^\"]+)\"").matcher(page("clock"));
        assertThat(matcher.find()).isTrue();
        return Instant.parse(matcher.group(1));
    }

    @Test
    void rollback_somebodyDeploysWhileTheQuestionIsOpen_isNotWrittenOver() throws IOException, InterruptedException {
        Shell shell = rollback(Shell.PERSON, new BufferedReader(deployingBeforeYes()));

        assertThat(shell.err()).contains("nothing was written, and this is the plan now");
        assertThat(shell.exit()).as(shell.err() + shell.out()).isIn(3, 6);
        assertThat(calls()).containsOnlyOnce("\"UpdateService\"");
    }

    @Test
    void rollback_alarmOfAnotherAccount_isRefusedAlsoWhereNobodyIsAsked(@TempDir Path dir)
            throws IOException, InterruptedException {
        String ours = Files.readString(Path.of("../examples/incidents/api-gateway-error-rate.json"));
        Path alarm = Files.writeString(dir.resolve("alarm.json"), ours.replace("123456789012", "999988887777"));

        Shell shell = rollback(TerminalEnvironment.NOBODY, "", "--yes", "--incident=" + alarm);

        assertThat(shell.exit()).as(shell.err() + shell.out()).isEqualTo(3);
        assertThat(shell.out())
                .contains("incident-elsewhere")
                .containsPattern(
                        "is of account 999988887777,\\s+and\\s+the\\s+service\\s+is\\s+in\\s+account\\s+123456789012");
        assertThat(calls()).doesNotContain("UpdateService");
    }

    @Test
    void rollback_alarmOfAnotherRegion_isRefusedBeforeAnythingIsAsked(@TempDir Path dir)
            throws IOException, InterruptedException {
        String ours = Files.readString(Path.of("../examples/incidents/api-gateway-error-rate.json"));
        Path alarm = Files.writeString(dir.resolve("alarm.json"), ours.replace("eu-west-1", "us-east-1"));

        Shell shell = rollback(TerminalEnvironment.NOBODY, "", "--yes", "--incident=" + alarm);

        assertThat(shell.exit()).as(shell.err() + shell.out()).isEqualTo(2);
        assertThat(shell.err())
                .contains(
                        "incident-elsewhere: the alarm is of Region us-east-1, and the service by --region in eu-west-1");
        assertThat(calls()).doesNotContain("UpdateService");
    }

    @Test
    void plan_alarmOfANamespaceWithOneRegion_saysNothingOfTheServices(@TempDir Path dir) throws IOException {
        String ours = Files.readString(Path.of("../examples/incidents/api-gateway-error-rate.json"));
        Path alarm = Files.writeString(
                dir.resolve("alarm.json"),
                ours.replace("eu-west-1", "us-east-1")
                        .replace("IncidentIQ/Demo", "AWS/Route53")
                        .replace("\\\"Service\\\"", "\\\"HealthCheckId\\\""));

        Shell plan = plannedBy(alarm.toString(), "--service=api-gateway", "--region=eu-west-1");

        assertThat(plan.exit()).as(plan.out() + plan.err()).isZero();
        assertThat(plan.out().replaceAll("\\s+", " ")).contains("region (AWS/Route53 has one Region for all)");
    }

    @Test
    void rollback_alarmOfAMonitoringAccount_isOfTheMetricsAccount(@TempDir Path dir) throws IOException {
        Path alarm = Files.writeString(dir.resolve("alarm.json"), """
                {"AlarmName":"gw","AWSAccountId":"999988887777","NewStateValue":"ALARM","NewStateReason":"x",
                "StateChangeTime":"2026-02-14T02:04:20.123+0000",
                "AlarmArn":"arn:aws:cloudwatch:eu-west-1:999988887777:alarm:gw",
                "Trigger":{"Threshold":5.0,"Metrics":[{"AccountId":"123456789012","Id":"m1","ReturnData":true,
                "MetricStat":{"Metric":{"Namespace":"IncidentIQ/Demo","MetricName":"ErrorRate",
                "Dimensions":[{"name":"Service","value":"api-gateway"}]},"Period":60,"Stat":"Average"}}]}}
                """);

        Shell shell = rollback(TerminalEnvironment.NOBODY, "", "--yes", "--incident=" + alarm);

        assertThat(shell.exit()).as(shell.err() + shell.out()).isEqualTo(4);
    }

    @Test
    void rollback_serviceRunsAnotherThanTheSuspect_isAskedFromWhatRuns() throws IOException {
        aws.close();
        aws = AwsSimulator.serve(
                Scenario.named("hotfix-also-bad"),
                AwsSimulatorOptions.defaults().withSpeed(30));

        Shell shell = rollback(Shell.PERSON, "n\n", "--suspect=42");

        assertThat(shell.err()).contains("from api-gateway:43 to api-gateway:41, because of api-gateway:42");
        assertThat(shell.out()).containsPattern("running +api-gateway:43");
    }

    @Test
    void rollback_yes_asksNothingAndWrites() throws IOException, InterruptedException {
        Shell shell = rollback(TerminalEnvironment.NOBODY, "", "--yes");

        assertThat(shell.err()).doesNotContain(QUESTION);
        assertThat(shell.exit()).as(shell.err() + shell.out()).isEqualTo(4);
        assertThat(calls()).containsOnlyOnce("\"UpdateService\"");
    }
}
