package io.incidentiq.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.command.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, type and name by mistake, and what the command then does. */
class InputTest {
    private static final String BEFORE = "a report of last week ".repeat(1_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws cloudwatch get-metric-statistics --namespace AWS/ECS --metric-name CPUUtilization --period 60 --statistics p99 | error rate not read: --metric-name CPUUtilization: a second metric
            curl -f https://other.example/health | health not asked: curl https://other.example/health: a second health check
            """)
    void rollback_checkBesideTheOneThatIsMade_endsUnverifiedAndWarns(String second, String detail, @TempDir Path dir)
            throws IOException {
        Path file = Shell.changed(dir, "## Service-Specific", "```bash\n" + second + "\n```\n\n## Service-Specific");
        Shell shell = Shell.drill(file, "--output=json");

        assertThat(shell.exit()).as(shell.out() + shell.err()).isEqualTo(4);
        assertThat(shell.out())
                .contains("\"reason\" : \"no-data\"")
                .contains(", health 200 x ")
                .contains(detail)
                .contains("ends unverified");
        assertThat(shell.objections("iq.rollback-report-1")).isEmpty();
    }

    @Test
    void rollback_badByTheCheckThatIsMade_isNotRecoveredWhateverIsNot(@TempDir Path dir) throws IOException {
        String second = "curl -f https://other.example/health";
        Path file = Shell.changed(dir, "## Service-Specific", "```bash\n" + second + "\n```\n\n## Service-Specific");
        Shell shell = Shell.run(
                "rollback", file.toString(), "--service=api-gateway", "--scenario=target-also-bad", "--output=json");

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.out()).contains("\"reason\" : \"error-rate-high\"");
    }

    @Test
    void rollback_longPeriod_isJudgedByFivePointsAllTheSame(@TempDir Path dir) throws IOException {
        Path file = Shell.changed(dir, "--period 60", "--period 300");
        Shell plan =
                Shell.run("plan", file.toString(), "--service=api-gateway", "--scenario=bad-deploy", "--output=json");

        assertThat(plan.out().replaceAll("\\s+", " "))
                .contains("\"name\" : \"window\", \"value\" : \"PT25M\", \"source\" : \"RB-0007\", \"line\" : 82");
        assertThat(Shell.drill(file).out()).contains(", 5 points)");
    }

    @ParameterizedTest
    @CsvSource({"already-rolled-back", "run-twice", "reregistered"})
    void plan_faultThatIsOver_isNotSaidToLast(String scenario) {
        Shell shell = Shell.words("plan RB-0007" + Shell.DRILL + scenario);

        assertThat(shell.out().replaceAll("\\s+", " "))
                .containsPattern("error rate 0\\.[0-9]+ then, [4-9]\\.[0-9]+ during the incident, 0\\.[0-9]+ now")
                .contains("it is only judged, then ")
                .contains("200 now (")
                .doesNotContain("the error rate is up")
                .doesNotContain("about ");
    }

    @Test
    void plan_faultThatLasts_saysSo() {
        Shell shell = Shell.words("plan RB-0007" + Shell.DRILL + "bad-deploy");

        assertThat(shell.out().replaceAll("\\s+", " "))
                .containsPattern("error rate 0\\.[0-9]+ then, [78]\\.[0-9]+ now")
                .contains("200 now, although the error rate is up")
                .contains("update to the target, about 1 min, then");
    }

    @Test
    void rollback_secondRowOfAServiceInAnotherCase_doesNotOpenItsGate(@TempDir Path dir) throws IOException {
        Path file = Shell.changed(
                dir, "| payments-service | HIGH", "| payments-service | NONE |\n| Payments-Service | HIGH");
        Shell shell = Shell.run("rollback", file.toString(), "--service=payments-service", "--scenario=bad-deploy");

        assertThat(shell.exit()).as(shell.out()).isEqualTo(3);
        assertThat(shell.out()).contains("REFUSED (no-migrations): risk HIGH");
    }

    @ParameterizedTest
    @CsvSource({"--report", "--events"})
    void rollback_resultOverTheRunbook_isRefusedAndTheRunbookStays(String option, @TempDir Path dir)
            throws IOException {
        Path file = Shell.changed(dir, "RB-0007", "RB-0007");
        String text = Files.readString(file);
        Path link = Files.createSymbolicLink(dir.resolve("report.json"), file);

        for (Path name : List.of(file, dir.resolve(".").resolve("RB-0007.md"), link)) {
            Shell shell = Shell.drill(file, option + "=" + name);

            assertThat(shell.exit()).isEqualTo(2);
            assertThat(shell.err()).startsWith("iq: " + option + " '" + name + "': the same file as the runbook");
            assertThat(Files.readString(file)).isEqualTo(text);
        }
    }

    @Test
    void rollback_reportAndEventsInOneFile_isRefused(@TempDir Path dir) {
        Path file = dir.resolve("both.json");
        Shell shell = Shell.drill(Path.of(Shell.RB_0007), "--report=" + file, "--events=" + dir + "/./both.json");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("--report '" + file + "': the same file as --events");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void rollback_reportAndEventsToADevice_isFine() {
        assertThat(Shell.drill(Path.of(Shell.RB_0007), "--report=/dev/null", "--events=/dev/null")
                        .exit())
                .isZero();
    }

    private static Path pipe(Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @ParameterizedTest
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @ValueSource(strings = {"--report", "--events"})
    void rollback_toAPipeThatNobodyReads_isRefusedBeforeAnythingHappens(String option, @TempDir Path dir)
            throws IOException, InterruptedException {
        Path pipe = pipe(dir);

        Shell shell = Shell.drill(Path.of(Shell.RB_0007), option + "=" + pipe);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains(option + " '" + pipe + "': a pipe or device that nobody reads");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void rollback_toAPipeThatIsRead_writesTheReport(@TempDir Path dir) throws IOException, InterruptedException {
        Path pipe = pipe(dir);
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();

        Shell shell = Shell.drill(Path.of(Shell.RB_0007), "--report=" + pipe);

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("iq.rollback-report/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report", "--events"})
    void rollback_toAFolder_isRefused(String option, @TempDir Path dir) {
        Shell shell = Shell.drill(Path.of(Shell.RB_0007), option + "=" + dir);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains(option + " '" + dir + "': a folder");
    }

    @ParameterizedTest
    @CsvSource({
        "--timeout, 999999d",
        "--timeout, PT999999999999H",
        "--settle, 25h",
        "--settle, PT2562047788015215H",
        "--poll-interval, 999999h"
    })
    void plan_aWaitOfMoreThanADay_isAUsageErrorWithTheLimit(String option, String wait) {
        Shell shell = Shell.words("plan RB-0007" + Shell.DRILL + "bad-deploy " + option + "=" + wait);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("iq: " + option + " '" + wait + "': expected a duration of at most 24h");
    }

    @Test
    void plan_aRunbookThatSettlesForYears_isAUsageErrorWithItsLine(@TempDir Path dir) throws IOException {
        String text = Files.readString(Path.of(Shell.RB_0007)).replaceAll("2-3 minutes", "3000 days");
        Path book = Files.writeString(dir.resolve("book.md"), text);

        Shell shell = Shell.run("plan", book.toString(), "--service=api-gateway", "--scenario=bad-deploy");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("expected a settle of at most PT24H");
    }

    @Test
    void rollback_endingBeforeAReport_leavesAnOldOneAsItWas(@TempDir Path dir) throws IOException {
        Path old = Files.writeString(dir.resolve("report.json"), BEFORE);
        Shell refused = Shell.words(
                "rollback RB-0007" + Shell.DRILL + "migration-found --confirm no-migrations=me --report " + old);

        assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
        assertThat(Files.readString(old)).isEqualTo(BEFORE);
        assertThat(Shell.drill(Path.of(Shell.RB_0007), "--report=" + old).exit())
                .isZero();
        assertThat(Files.readString(old)).startsWith("{").endsWith("}\n").doesNotContain(BEFORE.substring(0, 20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --cluster=no pe       | --cluster: cluster name 'no pe': expected letters
            --report=             | --report '': expected the name of a file
            --report=/            | --report '/': a folder; expected the name of a file
            --events=/none/x      | --events '/none/x': can't be written (NoSuchFileException); name a file in a folder
            --incident-start=-25  | --incident-start '-25': expected a time with its offset
            --timeout=0s          | --timeout '0s': expected a longer duration
            --poll-interval=0s    | --poll-interval '0s': expected a longer duration
            --settle=PT-5S        | --settle 'PT-5S': expected a longer duration
            --max-error-rate=-1   | --max-error-rate '-1': expected a number from 0 on
            --max-error-rate=many | --max-error-rate 'many': expected a number from 0 on
            """)
    void option_thatNobodyCanMean_isNamedAndQuoted(String option, String message) {
        Shell shell = Shell.drill(Path.of(Shell.RB_0007), option);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).startsWith("iq: " + message);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void cluster_ofTheRunbookThatNobodyCanMean_isNamedByItsLine(@TempDir Path dir) throws IOException {
        Shell shell = Shell.drill(Shell.changed(dir, "--cluster production", "--cluster 'no pe'"));

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).startsWith("iq: RB-0007:60: cluster name 'no pe'");
    }

    @Test
    void to_whileThePlatformGoesElsewhere_saysToLeaveItOut() {
        Shell shell = Shell.words("rollback RB-0007" + Shell.DRILL + "breaker-rolling-back --to 40");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.out()).contains("Leave out --to 40 to follow the platform where it goes");
    }

    @ParameterizedTest
    @CsvSource({
        "--service=nobody,                 no service nobody",
        "--service=api-gateway --to=41,    --to api-gateway:41",
        "--service=api-gateway --to=other:7, --to other:7"
    })
    void planAndRollback_whatOnlyThePlatformCanTell_isOneLineOnStderrToo(String typed, String message) {
        for (String command : List.of("plan", "rollback")) {
            Shell shell = Shell.words(command + " RB-0007 --scenario inactive-previous " + typed + " --output=json");

            assertThat(shell.exit()).as(shell.out()).isEqualTo(3);
            assertThat(shell.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("iq: ")
                    .contains(message);
        }
    }

    @Test
    void healthUrl_userAndPassword_areRefusedWithoutBeingShown() {
        Shell shell = Shell.words(
                "plan RB-0007 --service api-gateway --scenario bad-deploy --health-url http://al:s3cret@h/x");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("user or a password").doesNotContain("s3cret");
    }

    @Test
    void plan_secretsInAddresses_areNotInTheLineToType() {
        Shell shell = Shell.words("plan RB-0007 --service payments-service --scenario bad-deploy"
                + " --notify-webhook http://127.0.0.1:1/hooks/S3CRET --health-url=http://127.0.0.1:1/h?token=S3CRET");

        assertThat(shell.exit()).as(shell.err()).isEqualTo(3);
        assertThat(shell.out())
                .contains("--notify-webhook WEBHOOK-URL --health-url=HEALTH-URL --confirm no-migrations=YOUR-NAME")
                .doesNotContain("S3CRET");
    }

    @Test
    void plan_report_isThePlanAsJson(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("plan.json");
        Shell shell = Shell.words("plan RB-0007 --service api-gateway --scenario bad-deploy --yes --report " + file);

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(new Shell(0, Files.readString(file), "").objections("iq.rollback-plan-1"))
                .isEmpty();
    }

    @Test
    void show_json_holdsFrontMatterAsWrittenAndTheCommentsWithTheirSection() {
        Shell shell = Shell.words("show RB-0007 --output json");

        assertThat(shell.objections("iq.runbook-1")).isEmpty();
        assertThat(shell.out().replaceAll("\\s+", " "))
                .contains("\"key\" : \"severity_scope\", \"values\" : [ \"HIGH, MED, LOW\" ]")
                .contains("\"key\" : \"tags\", \"values\" : [ \"rollback\", \"deployment\", ")
                .contains(
                        "\"section\" : \"Post-Rollback\", \"fields\" : [ { \"key\" : \"runbook_id\", \"value\" : \"RB-0007\" }");
    }

    @Test
    void show_services_haveOwnerAndTime() {
        assertThat(Shell.words("show RB-0007").out())
                .containsPattern("payments-service +HIGH +payments-team +~3 min +always check");
    }
}
