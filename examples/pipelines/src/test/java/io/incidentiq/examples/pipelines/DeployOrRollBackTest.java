package io.incidentiq.examples.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pipelines' script makes of what AWS and iq say; both are stand-ins, and so is the time. */
@Execution(ExecutionMode.CONCURRENT)
class DeployOrRollBackTest {
    /** 02:14:10; the first minute that may be watched begins at 02:15. */
    private static final long NOW = 1_771_035_250;

    private static final long MINUTE = 60;
    private static final String SERVES = "41 COMPLETED 3 3, 42 COMPLETED 3 3";
    private static final String GOOD = "0.4 0.4 0.4 0.4 0.4 0.4";
    private static final String BAD = "0.4 8.2 8.4";

    @TempDir
    private Path fake;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void worldAndVariables() throws IOException {
        write("now", Long.toString(NOW));
        write("status", "Complete\n");
        services(SERVES);
        rates(GOOD);
        iq(0, "ROLLED_BACK in 9 min");
        environment.putAll(Map.of(
                "FIRST_ON_PATH",
                Path.of("src/test/sh").toAbsolutePath().toString(),
                "FAKE",
                fake.toString(),
                "OUT",
                fake.resolve("out").toString(),
                "IQ",
                "iq",
                "SERVICE",
                "api-gateway",
                "RUNBOOK",
                Program.ROOT
                        .resolve("runbooks/RB-0007-emergency-rollback-procedure.md")
                        .toString(),
                "MAX_ERROR_RATE",
                "2.5",
                "POLL_SECONDS",
                "60",
                "ROLLOUT_MINUTES",
                "3",
                "GITHUB_ACTIONS",
                ""));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(fake.resolve(name), text);
    }

    /** What each look at the service shows, the last one from then on: revision, rollout state, running and desired tasks. */
    private void services(String looks) throws IOException {
        write(
                "services",
                Stream.of(looks.split(", ", -1))
                        .map(look -> look.startsWith("4")
                                ? "arn:aws:ecs:eu-west-1:123456789012:task-definition/api-gateway:" + look
                                : look)
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    /** Error rates minute by minute from 02:14 on; {@code -} where there is none. */
    private void rates(String rates) throws IOException {
        var lines = new StringBuilder();
        long at = NOW / MINUTE * MINUTE;
        for (String rate : rates.split(" ", -1)) {
            lines.append(rate.equals("-") ? "" : at + " " + rate + "\n");
            at += MINUTE;
        }
        write("rates", lines.toString());
    }

    private void iq(int exit, String outcome) throws IOException {
        write("exit", Integer.toString(exit));
        write("outcome", "the plan\n" + outcome + "\nmore\n");
    }

    private Program deploy(String... command) {
        return Program.run(
                environment,
                Stream.concat(Stream.of("./deploy-or-roll-back.sh"), Stream.of(command))
                        .toList());
    }

    private String out(String name) throws IOException {
        return Files.readString(fake.resolve("out").resolve(name));
    }

    private List<String> calledWith() throws IOException {
        return Files.exists(fake.resolve("called")) ? Files.readAllLines(fake.resolve("called")) : List.of();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            good                       | 0.4 0.4 0.4 0.4 0.4 0.4 | 0  | its error rate stayed within 2.5 for 5 min
            bad before, one bad since  | 9.9 0.4 9.9 0.4 0.4 0.4 | 0  | its error rate stayed within 2.5 for 5 min
            one bad minute             | 0.4 0.4 9.9 0.4 0.4 0.4 | 0  | its error rate stayed within 2.5 for 5 min
            just within the limit      | 0.4 2.5 2.5 2.5 2.5 2.5 | 0  | its error rate stayed within 2.5 for 5 min
            one minute without data    | 0.4 0.4 0.4 - 0.4 0.4   | 0  | its error rate stayed within 2.5 for 5 min
            bad after the watch        | 0.4 0.4 0.4 0.4 0.4 0.4 9.9 9.9 | 0 | its error rate stayed within
            two minutes without data   | 0.4 0.4 - - 0.4 0.4     | 11 | nobody can tell whether it is good
            no data at all             | 0.4                     | 11 | nobody can tell whether it is good
            bad from the first minute  | 0.4 8.2 8.4             | 10 | its error rate was above 2.5 in two minutes, and was rolled back: ROLLED_BACK in 9 min
            bad in the last minutes    | 0.4 0.4 0.4 0.4 8.2 8.4 | 10 | its error rate was above 2.5 in two minutes
            bad with a minute missing  | 0.4 8.2 - 8.4           | 10 | its error rate was above 2.5 in two minutes
            """)
    void watch_errorRates_areJudgedInWholeMinutesAfterTheRollout(String name, String rates, int exit, String line)
            throws IOException {
        rates(rates);

        Program program = deploy("true");

        assertThat(program.exit()).as(program.output()).isEqualTo(exit);
        assertThat(out("summary.md")).contains("api-gateway:42").contains(line).contains("exit code " + exit);
        assertThat(calledWith().isEmpty()).isEqualTo(exit != 10);
    }

    @Test
    void watch_cloudWatchAnswersInPart_isNotCalledHealthy() throws IOException {
        write("status", "PartialData\n");

        assertThat(deploy("true").exit()).isEqualTo(11);
    }

    @Test
    void watch_cloudWatchDenied_isNotCalledHealthy() throws IOException {
        write("denied", "");

        assertThat(deploy("true").exit()).isEqualTo(11);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            rollout goes on, then completes | 41 COMPLETED 3 3, 42 IN_PROGRESS 1 3, 42 IN_PROGRESS 3 3, 42 COMPLETED 3 3 | 0 | is deployed
            shown a little later            | 41 COMPLETED 3 3, 41 COMPLETED 3 3, 42 COMPLETED 3 3 | 0  | is deployed
            a look that fails               | 41 COMPLETED 3 3, 42 IN_PROGRESS 1 3, denied, 42 COMPLETED 3 3 | 0 | is deployed
            no rollout state, as of old     | 41 None 3 3, 42 None 2 3, 42 None 3 3        | 0  | is deployed
            rollout failed                  | 41 COMPLETED 3 3, 42 FAILED 0 3              | 10 | api-gateway:42 did not roll out
            rollout takes for ever          | 41 COMPLETED 3 3, 42 IN_PROGRESS 1 3         | 10 | api-gateway:42 did not roll out
            taken back by the platform      | 41 COMPLETED 3 3, 42 IN_PROGRESS 1 3, 41 IN_PROGRESS 1 3 | 5 | the platform took it back
            somebody else's meanwhile       | 41 COMPLETED 3 3, 42 COMPLETED 3 3, 42 COMPLETED 3 3, 43 COMPLETED 3 3 | 5 | somebody else deployed
            nothing deployed                | 41 COMPLETED 3 3                             | 12 | not deployed: api-gateway still is on api-gateway:41
            no such service                 | None                                         | 12 | Nothing was deployed
            not to be read at all           | denied                                       | 12 | Nothing was deployed
            not to be read afterwards       | 41 COMPLETED 3 3, denied                     | 11 | ECS doesn't say what runs
            """)
    void rollout_asEcsTells_decidesWhatIsWatched(String name, String looks, int exit, String line) throws IOException {
        services(looks);
        environment.put("POLL_SECONDS", "30");

        Program program = deploy("true");

        assertThat(program.exit()).as(program.output()).isEqualTo(exit);
        assertThat(out("summary.md")).contains(line);
    }

    @Test
    void command_failsBeforeItDeploys_rollsNothingBack() throws IOException {
        services("41 COMPLETED 3 3");

        Program program = deploy("false");

        assertThat(program.exit()).as(program.output()).isEqualTo(12);
        assertThat(out("summary.md")).contains("the command's exit code is 1");
        assertThat(calledWith()).isEmpty();
    }

    @Test
    void command_failsAndAnotherRevisionIsDeployed_leavesWhatMayBeSomebodyElses() throws IOException {
        Program program = deploy("false");

        assertThat(program.exit()).as(program.output()).isEqualTo(11);
        assertThat(out("summary.md"))
                .contains("the command failed with exit code 1", "by it or by somebody else; it was NOT rolled back");
    }

    @ParameterizedTest(name = "iq ends with {0}")
    @CsvSource(delimiter = '|', textBlock = """
            0   | 10  | ROLLED_BACK in 9 min                | and was rolled back: ROLLED_BACK in 9 min
            1   | 1   | FAILED (timeout): 0/3 running       | a person is needed now: FAILED (timeout)
            2   | 2   | iq: --yes is missing                | was NOT rolled back, for iq can't be called like this: --yes is missing
            3   | 3   | REFUSED (no-migrations): risk HIGH  | was NOT rolled back; a person has to decide: REFUSED (no-migrations): risk HIGH
            4   | 4   | ROLLED_BACK_UNVERIFIED (no-data): - | look whether that helped: ROLLED_BACK_UNVERIFIED
            5   | 5   | SUPERSEDED (superseded): :43        | somebody else deployed meanwhile, and that was left alone: SUPERSEDED
            6   | 6   | CANCELLED (cancelled): by you       | the rollback was called off: CANCELLED
            70  | 70  | iq: internal error: x               | look at the service: internal error: x
            143 | 143 | CANCELLED (cancelled): SIGTERM      | look at the service: CANCELLED
            """)
    void rollBack_everyExitCodeOfIq_isPassedOnWithItsMeaning(int code, int exit, String outcome, String line)
            throws IOException {
        rates(BAD);
        iq(code, outcome);

        Program program = deploy("true");

        assertThat(program.exit()).as(program.output()).isEqualTo(exit);
        assertThat(out("summary.md")).contains(line);
        assertThat(out("rollback.txt")).contains("the plan", "more");
    }

    @Test
    void rollBack_badDeployment_namesWhatWasDeployedAndWhenItBecameBad() throws IOException {
        rates(BAD);
        environment.putAll(Map.of("WHO", "alice", "CLUSTER", "blue", "IQ_OPTIONS", "--region eu-west-1"));

        deploy("true");

        assertThat(calledWith())
                .containsSubsequence("rollback", "--service", "api-gateway", "--cluster", "blue", "--provider", "aws")
                .containsSubsequence("--suspect", "arn:aws:ecs:eu-west-1:123456789012:task-definition/api-gateway:42")
                .containsSubsequence("--incident-start", "2026-02-14T02:15:00Z", "--max-error-rate", "2.5")
                .containsSubsequence("--requested-by", "alice")
                .containsSubsequence("--yes", "--region", "eu-west-1");
    }

    @Test
    void finish_onGitHub_annotatesTheRunAndLeavesTheCode() throws IOException {
        rates(BAD);
        iq(3, "REFUSED (no-migrations): 100 % sure, <they> say");
        Path step = Files.writeString(fake.resolve("step.md"), "");
        Path outputs = Files.writeString(fake.resolve("outputs"), "");
        environment.putAll(Map.of(
                "GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", step.toString(), "GITHUB_OUTPUT", outputs.toString()));

        Program program = deploy("true");

        assertThat(program.output().lines())
                .filteredOn(line -> line.startsWith("::"))
                .singleElement()
                .asString()
                .startsWith("::error title=api-gateway::api-gateway:42 is bad")
                .endsWith("REFUSED (no-migrations): 100 %25 sure, <they> say");
        assertThat(outputs).hasContent("code=3");
        assertThat(step).hasContent(out("summary.md"));
    }

    @Test
    void finish_goodDeployment_leavesATestThatPassed() throws IOException {
        deploy("true");

        assertThat(out("result.xml")).contains("failures=\"0\"").doesNotContain("<failure");
    }

    @Test
    void finish_badDeployment_leavesATestThatFailed() throws IOException {
        rates(BAD);
        iq(3, "REFUSED (no-migrations): <they> & \"we\"");
        deploy("true");

        assertThat(out("result.xml"))
                .contains("failures=\"1\"")
                .contains("<failure message=\"exit code 3\">")
                .contains("&lt;they&gt; &amp; &quot;we&quot;</failure>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SERVICE         |          | the variable SERVICE is missing
            RUNBOOK         | nowhere  | RUNBOOK 'nowhere': no such file
            MAX_ERROR_RATE  |          | the variable MAX_ERROR_RATE is missing
            MAX_ERROR_RATE  | two      | MAX_ERROR_RATE 'two': expected a number
            MAX_ERROR_RATE  | -1       | MAX_ERROR_RATE '-1': expected a number
            WATCH_MINUTES   | 1        | WATCH_MINUTES '1': expected 2 or more
            POLL_SECONDS    | 0        | POLL_SECONDS '0': expected a whole number above 0
            """)
    void variables_notAsExpected_stopBeforeAnythingIsDeployed(String variable, String value, String line) {
        environment.put(variable, value == null ? "" : value);

        Program program = deploy("touch", fake.resolve("deployed").toString());

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.output()).contains(line).contains("Nothing was deployed");
        assertThat(fake.resolve("deployed")).doesNotExist();
    }

    @Test
    void signal_whileWatching_isToldAndLeavesTheDeployment() throws IOException {
        Program program = deploy("sh", "-c", "kill -TERM $PPID");

        assertThat(program.exit()).as(program.output()).isEqualTo(143);
        assertThat(out("summary.md")).contains("terminated; look at the service");
        assertThat(calledWith()).isEmpty();
    }

    @Test
    void command_missing_isUsage() {
        Program program = deploy();

        assertThat(program.exit()).isEqualTo(2);
        assertThat(program.output()).contains("the command that deploys is missing");
    }
}
