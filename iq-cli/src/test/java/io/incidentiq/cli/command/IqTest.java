package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command from end to end, on the real runbook. */
class IqTest {
    @ParameterizedTest(name = "{0}: {1} {2}, exit {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    bad-deploy              | ROLLED_BACK            |                       | 0 | 41
                    already-rolled-back     | NOTHING_TO_DO          |                       | 0 | 41
                    run-twice               | NOTHING_TO_DO          |                       | 0 | 41
                    inactive-previous       | ROLLED_BACK            |                       | 0 | 40
                    never-deployed-previous | ROLLED_BACK            |                       | 0 | 40
                    hotfix-also-bad         | ROLLED_BACK            |                       | 0 | 41
                    late-alarm              | ROLLED_BACK            |                       | 0 | 41
                    reregistered            | NOTHING_TO_DO          |                       | 0 | 41
                    config-only             | ROLLED_BACK            |                       | 0 | 41
                    shared-sidecar          | ROLLED_BACK            |                       | 0 | 41
                    flapping                | ROLLED_BACK            |                       | 0 | 41
                    deploy-in-progress      | ROLLED_BACK            |                       | 0 | 41
                    breaker-rolling-back    | ROLLED_BACK            |                       | 0 | 41
                    throttled               | ROLLED_BACK            |                       | 0 | 41
                    slow-drain              | ROLLED_BACK            |                       | 0 | 41
                    stuck-rollout           | FAILED                 | timeout               | 1 | 41
                    rollback-reverted       | FAILED                 | rollback-reverted     | 1 | 41
                    target-also-bad         | NOT_RECOVERED          | error-rate-high       | 1 | 41
                    no-candidate            | REFUSED                | no-candidate          | 3 |
                    mutable-tag             | REFUSED                | no-candidate          | 3 |
                    not-correlated          | REFUSED                | deployment-correlates | 3 | 41
                    migration-found         | REFUSED                | no-migrations         | 3 | 41
                    fix-in-progress         | REFUSED                | foreign-deployment    | 3 | 41
                    no-metrics              | ROLLED_BACK_UNVERIFIED | no-data               | 4 | 41
                    superseded              | SUPERSEDED             | superseded            | 5 | 41
                    before-deploy           | REFUSED                | suspect-unknown       | 3 |
                    newer-release-healthy   | REFUSED                | incident-ongoing      | 3 | 41
                    fixed-within-a-minute   | REFUSED                | incident-ongoing      | 3 | 41
                    healed                  | REFUSED                | incident-ongoing      | 3 | 41
                    spike-over              | REFUSED                | incident-ongoing      | 3 | 41
                    lull                    | ROLLED_BACK            |                       | 0 | 41
                    returned-to-inactive    | NOTHING_TO_DO          |                       | 0 | 41
                    incident-in-health-only | ROLLED_BACK_UNVERIFIED | metric-blind          | 4 | 41
                    undone-once             | ROLLED_BACK            |                       | 0 | 41
                    pipeline-retry          | ROLLED_BACK            |                       | 0 | 41
                    redeployed-next-morning | ROLLED_BACK            |                       | 0 | 41
                    unproven-before         | ROLLED_BACK            |                       | 0 | 41
                    slow-burn               | REFUSED                | deployment-correlates | 3 | 41
                    floating-agent          | ROLLED_BACK            |                       | 0 | 41
                    other-incident-before   | NOT_RECOVERED          | error-rate-high       | 1 | 41
                    history-behind          | ROLLED_BACK            |                       | 0 | 41
                    young-suspect           | ROLLED_BACK            |                       | 0 | 41
                    health-recovers-late    | ROLLED_BACK_UNVERIFIED | no-data               | 4 | 41
                    not-a-number            | ROLLED_BACK            |                       | 0 | 41
                    stop-too-late           | ROLLED_BACK            |                       | 0 | 41
                    """)
    void rollback_builtInScenario_endsAsItsTableSays(
            String scenario, String outcome, String reason, int exit, Integer target) {
        Shell shell = Shell.words("rollback RB-0007" + Shell.DRILL + scenario + " --output json");

        assertThat(shell.exit()).as(shell.out() + shell.err()).isEqualTo(exit);
        assertThat(shell.objections("iq.rollback-report-1")).isEmpty();
        assertThat(shell.out())
                .contains("\"outcome\" : \"" + outcome + "\"")
                .contains("\"reason\" : " + (reason == null ? "null" : "\"" + reason + "\""))
                .contains(target == null ? "\"target\" : null" : "\"revision\" : \"api-gateway:" + target + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "not-correlated,deployment-correlates",
        "migration-found,no-migrations",
        "fix-in-progress,foreign-deployment"
    })
    void rollback_blockedGateOverridden_rollsBack(String scenario, String gate) {
        Shell shell = Shell.run(
                "rollback",
                Shell.RB_0007,
                "--service=api-gateway",
                "--scenario=" + scenario,
                "--override=" + gate + "=alice:we know",
                "--output=json");

        assertThat(shell.exit()).as(shell.out() + shell.err()).isZero();
        assertThat(shell.out()).contains("OVERRIDDEN").contains("we know");
    }

    @Test
    void rollback_payments_isRefusedAndPrintsTheLineToAdd() {
        Shell refused = Shell.words("rollback RB-0007 --service payments-service --scenario bad-deploy");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out()).contains("--scenario bad-deploy --confirm no-migrations=YOUR-NAME");
        Shell confirmed = Shell.words(
                "rollback RB-0007 --service payments-service --scenario bad-deploy --confirm no-migrations=you");
        assertThat(confirmed.exit()).as(confirmed.out()).isZero();
        assertThat(confirmed.out()).contains("ROLLED_BACK in ").contains("stated by you");
        assertThat(confirmed.err()).contains("mitigated").contains("verifying");
    }

    @ParameterizedTest
    @CsvSource({"bad-deploy", "throttled", "deploy-in-progress"})
    void rollback_sameSeed_printsTheSameBytes(String scenario) {
        String line = "rollback RB-0007" + Shell.DRILL + scenario + " --seed 11 --output json";

        assertThat(Shell.words(line)).isEqualTo(Shell.words(line));
    }

    @Test
    void plan_ofRb0007_listsEveryValueAndDeviationWithItsLine() {
        Shell shell = Shell.words("plan RB-0007" + Shell.DRILL + "bad-deploy --output json");

        assertThat(shell.exit()).isZero();
        assertThat(shell.objections("iq.rollback-plan-1")).isEmpty();
        assertThat(shell.out().replaceAll("\\s+", " "))
                .contains("\"name\" : \"cluster\", \"value\" : \"production\", \"source\" : \"RB-0007\", \"line\" : 60")
                .contains("\"name\" : \"settle\", \"value\" : \"PT3M\", \"source\" : \"RB-0007\", \"line\" : 81")
                .contains("\"name\" : \"window\", \"value\" : \"PT5M\", \"source\" : \"RB-0007\", \"line\" : 86")
                .contains("\"name\" : \"suspectWindow\", \"value\" : \"PT6H\", \"source\" : \"RB-0007\", \"line\" : 20")
                .contains("\"name\" : \"migrationRisk\", \"value\" : \"NONE\", \"source\" : \"RB-0007\", \"line\" : 99")
                .contains("IncidentIQ/Demo ErrorRate {Service=api-gateway}, average per 60 s")
                .contains("\"instead\" : \"no revision arithmetic\"")
                .contains("\"instead\" : \"no force\"")
                .contains("\"instead\" : \"bounded wait\"")
                .contains("\"instead\" : \"window after settling\"");
    }

    @Test
    void plan_text_saysWhyNotTheRevisionBetween() {
        Shell shell = Shell.words("plan RB-0007" + Shell.DRILL + "inactive-previous");

        assertThat(shell.out())
                .contains("target    api-gateway:40")
                .contains("not :41")
                .contains("INACTIVE");
    }

    @Test
    void show_json_fitsItsSchema() {
        Shell shell = Shell.words("show RB-0007 --output json");

        assertThat(shell.exit()).isZero();
        assertThat(shell.objections("iq.runbook-1")).isEmpty();
    }

    static Stream<String> misuse() {
        return Stream.of(
                "rollback missing.md --service api-gateway --scenario bad-deploy | no such file | 2",
                "rollback .. --service api-gateway --scenario bad-deploy | not a file | 2",
                "rollback RB-0007 --service a;b --scenario bad-deploy | service name 'a;b' | 2",
                "rollback RB-0007 --service ../x --scenario bad-deploy | service name '../x' | 2",
                "rollback RB-0007 --service api-gateway | --scenario or --provider is missing | 2",
                "rollback RB-0007 --service api-gateway --scenario nope | no such drill | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --wat | Unknown option: '--wat' | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --confirm nope=me | no such gate | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --confirm nope | expected GATE=WHO | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --incident-start yesterday | expected a time | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --timeout soon | expected a duration | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --to x:y | expected 41 | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --speed warp | expected a number | 2",
                "rollback RB-0007 --service api-gateway --scenario bad-deploy --notify-webhook ftp://x | expected an http | 2",
                "rollback RB-0007 --service api-gateway --scenario migration-found --confirm no-migrations=me | BLOCKED | 3",
                "rollback RB-0007 --service payments-service --scenario bad-deploy --override no-migrations=me:x"
                        + " | no-migrations is OPEN, not BLOCKED | 3");
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void misuse_ofAnyKind_isOneClearMessageAndNothingElse(String row) {
        String[] parts = row.split(" \\| ", -1);

        Shell shell = Shell.words(parts[0]);

        assertThat(shell.exit()).as(shell.err()).isEqualTo(Integer.parseInt(parts[2]));
        assertThat(shell.err()).startsWith("iq: ").contains(parts[1]).doesNotContain("\tat ");
        assertThat(shell.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--service nope --scenario bad-deploy, unknown-service",
        "--service api-gateway --scenario bad-deploy --cluster staging, unknown-cluster",
        "--service api-gateway --scenario bad-deploy --to other:3, target-unfit",
        "--service api-gateway --scenario inactive-previous --to 41, target-unfit",
        "--service api-gateway --scenario bad-deploy --suspect 77, suspect-unknown",
        "--service api-gateway --scenario bad-deploy --timeout 1s, timeout-too-short"
    })
    void rollback_whatOnlyThePlatformCanTell_isRefused(String options, String reason) {
        Shell shell = Shell.words("rollback RB-0007 " + options + " --output json");

        assertThat(shell.exit()).as(shell.out() + shell.err()).isEqualTo(3);
        assertThat(shell.out()).contains("\"reason\" : \"" + reason + "\"").contains("\"changed\" : \"no\"");
        assertThat(shell.objections("iq.rollback-report-1")).isEmpty();
    }

    @Test
    void rollback_runbookWithoutSteps_saysWhatToWriteAndWhere(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("empty.md"), "# Nothing\n\nNo steps here.\n");

        Shell shell = Shell.run("rollback", file.toString(), "--service=a", "--scenario=bad-deploy", "--output=json");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains(file + ":").contains("[rollback-command-missing]");
        assertThat(shell.objections("iq.error-1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --statistics Average | --statistics p99                        | error rate not read: --statistics p99
            --period 60          | --period 0                              | error rate not read: --period 0
            https://api.company.com/<service>/health | https://<host>/ok   | health not asked: curl https://<host>/ok
            """)
    void rollback_checkThatNobodyUnderstands_endsUnverifiedAndWarns(
            String from, String to, String detail, @TempDir Path dir) throws IOException {
        Shell shell = Shell.drill(Shell.changed(dir, from, to), "--output=json");

        assertThat(shell.exit()).as(shell.out() + shell.err()).isEqualTo(4);
        assertThat(shell.out())
                .contains("\"reason\" : \"no-data\"")
                .contains(detail)
                .contains("(RB-0007:")
                .contains("RB-0007.md:");
        assertThat(shell.objections("iq.rollback-report-1")).isEmpty();
    }

    @Test
    void rollback_runbookWithoutHealthCheck_asksNoneAndDoesNotCountIt(@TempDir Path dir) throws IOException {
        Shell shell = Shell.drill(
                Shell.changed(dir, "curl -f https://api.company.com/<service>/health", "true"), "--output=json");

        assertThat(shell.exit()).as(shell.out()).isZero();
        assertThat(shell.out()).contains("\"health\" : null").doesNotContain("drill.invalid");
    }

    @Test
    void rollback_valuesOfTheDrill_areSaidToBeTheDrills() {
        Shell shell = Shell.words("plan RB-0007" + Shell.DRILL + "bad-deploy --output json");

        assertThat(shell.out().replaceAll("\\s+", " "))
                .contains("/health\", \"source\" : \"drill\"")
                .contains("\"name\" : \"incidentStart\", \"value\" : \"2026-02-14T02:01:00Z\", \"source\" : \"drill\"");
    }

    @Test
    void rollback_warningOfTheRunbook_isShownOnce(@TempDir Path dir) throws IOException {
        Shell shell = Shell.drill(Shell.changed(dir, "| LOW |", "| terrible |"));

        assertThat(shell.exit()).as(shell.out()).isZero();
        assertThat(shell.out() + shell.err()).containsOnlyOnce("\"terrible\" is no risk");
    }

    @Test
    void rollback_runbookNotUtf8_namesThePlace(@TempDir Path dir) throws IOException {
        Path file = Files.write(dir.resolve("latin1.md"), "# Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        Shell shell = Shell.run("rollback", file.toString(), "--service=a", "--scenario=bad-deploy");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains(file + ":1:");
    }

    @Test
    void rollback_eventsAndReport_areWritten(@TempDir Path dir) throws IOException {
        Path events = dir.resolve("events.jsonl");
        Path report = dir.resolve("report.json");

        Shell shell = Shell.run(
                "rollback",
                Shell.RB_0007,
                "--service=api-gateway",
                "--scenario=bad-deploy",
                "--events=" + events,
                "--report=" + report);

        assertThat(shell.exit()).isZero();
        assertThat(Files.readString(report)).contains("iq.rollback-report/1");
        assertThat(Files.readAllLines(events))
                .anyMatch(l -> l.contains("\"event\":\"write-sent\"") && l.contains("\"known\":["));
    }

    @ParameterizedTest
    @CsvSource({
        "rollback, it.TXT,  'ROLLED_BACK in '",
        "rollback, it.json, {",
        "rollback, it,      {",
        "plan,     it.txt,  'DRILL bad-deploy'"
    })
    void report_file_holdsWhatItsNameSays(String command, String name, String start, @TempDir Path dir)
            throws IOException {
        Path report = dir.resolve(name);

        Shell.words(command + " RB-0007" + Shell.DRILL + "bad-deploy --report " + report);

        assertThat(Files.readString(report)).startsWith(start);
    }

    @Test
    void rollback_reportThatCannotBeWritten_isToldBeforeAnythingIsAsked(@TempDir Path dir) throws IOException {
        Path events = dir.resolve("events.jsonl");
        Shell shell = Shell.drill(Path.of(Shell.RB_0007), "--events=" + events, "--report=" + dir);

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).startsWith("iq: --report '" + dir + "': a folder");
        assertThat(Files.readString(events)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--report", "--events"})
    @EnabledOnOs(OS.LINUX)
    void rollback_diskThatFillsUp_isToldAndTheOutcomeStands(String option) {
        Shell shell = Shell.drill(Path.of(Shell.RB_0007), option + "=/dev/full");

        assertThat(shell.exit()).isZero();
        assertThat(shell.out()).contains("ROLLED_BACK in ");
        assertThat(shell.err()).containsOnlyOnce("iq: /dev/full: can't be written to its end");
    }

    @ParameterizedTest
    @CsvSource({
        "Broken pipe, api-gateway, 0, ROLLED_BACK",
        "No space left on device, api-gateway, 0, ROLLED_BACK",
        "Broken pipe, payments-service, 3, REFUSED"
    })
    void rollback_outputThatNobodyGets_keepsTheExitCodeAndTellsTheOutcome(
            String why, String service, int exit, String outcome) {
        Shell shell = Shell.deaf(why, "rollback", Shell.RB_0007, "--service=" + service, "--scenario=bad-deploy");

        assertThat(shell.exit()).isEqualTo(exit);
        assertThat(shell.err())
                .contains("iq: standard output takes no more; the outcome is " + outcome)
                .contains("exit code " + exit)
                .doesNotContain("internal error");
    }

    @Test
    void rollback_outputThatNobodyGets_namesTheReport(@TempDir Path dir) throws IOException {
        Path report = dir.resolve("report.json");
        Shell shell = Shell.deaf(
                "Broken pipe",
                "rollback",
                Shell.RB_0007,
                "--service=api-gateway",
                "--scenario=bad-deploy",
                "--report=" + report);

        assertThat(shell.exit()).isZero();
        assertThat(shell.err()).contains("exit code 0; see " + report);
        assertThat(Files.readString(report)).contains("ROLLED_BACK");
    }

    @ParameterizedTest
    @CsvSource({
        "Broken pipe,             plan, api-gateway, 0",
        "The pipe has been ended, plan, api-gateway, 0",
        "Broken pipe,             plan, payments-service, 3",
        "No space left on device, plan, api-gateway, 70",
        "No space left on device, plan, payments-service, 3"
    })
    void plan_outputThatNobodyGets_countsUnlessTheReaderHadEnough(String why, String name, String service, int exit) {
        Shell shell = Shell.deaf(why, name, Shell.RB_0007, "--service=" + service, "--scenario=bad-deploy");

        assertThat(shell.exit()).as(shell.err()).isEqualTo(exit);
        assertThat(shell.err().isEmpty()).isEqualTo(why.contains("pipe"));
    }

    @ParameterizedTest
    @CsvSource({"Broken pipe, 0", "No space left on device, 70"})
    void show_outputThatNobodyGets_countsUnlessTheReaderHadEnough(String why, int exit) {
        assertThat(Shell.deaf(why, "show", Shell.RB_0007).exit()).isEqualTo(exit);
    }

    @Test
    void events_tellMomentsMetricsOutcomeAndFollowUps(@TempDir Path dir) throws IOException {
        Path events = dir.resolve("events.jsonl");
        Shell.drill(Path.of(Shell.RB_0007), "--events=" + events);

        List<String> lines = Files.readAllLines(events);
        assertThat(lines)
                .anyMatch(l -> l.contains("\"query\":\"Metric\"") && l.contains("\"points\":[{\"start\":"))
                .anyMatch(l -> l.contains("\"event\":\"mitigated\""))
                .anyMatch(l -> l.contains("\"event\":\"drained\""))
                .anyMatch(l -> l.contains("\"event\":\"verified\",\"verdict\":\"good\""))
                .anyMatch(l -> l.contains("\"event\":\"ended\",\"outcome\":\"ROLLED_BACK\",\"reason\":null"))
                .anyMatch(l -> l.contains("\"event\":\"follow-up\"") && l.contains("postmortem"));
    }

    @Test
    void events_ofAFlappingRollback_tellThatMitigationWasLost(@TempDir Path dir) throws IOException {
        Path events = dir.resolve("events.jsonl");
        Shell.words("rollback RB-0007" + Shell.DRILL + "flapping --events " + events);

        assertThat(Files.readAllLines(events)).anyMatch(l -> l.contains("\"event\":\"mitigation-lost\""));
    }

    @Test
    void report_ofARefusal_saysWhenItEndedAndWhatWasAsked() {
        Shell shell = Shell.words("rollback RB-0007 --service payments-service --scenario bad-deploy --output json");

        assertThat(shell.out()).containsPattern("\"endedAt\" : \"2026").containsPattern("\"reads\" : [1-9]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bad-deploy           | Your CloudFormation or Terraform still names api-gateway:42: change it
            hotfix-also-bad      | Your CloudFormation or Terraform still names api-gateway:43: change it
            already-rolled-back  | api-gateway:41 ran already when this began: see that your CloudFormation or Terraform names it, and not api-gateway:42
            reregistered         | api-gateway:43 ran already when this began: see that your CloudFormation or Terraform names it, and not api-gateway:42
            """)
    void followUp_ofTheTemplate_namesWhatRanWhenWeCame(String scenario, String text) {
        assertThat(Shell.words("rollback RB-0007" + Shell.DRILL + scenario)
                        .out()
                        .replaceAll("\\s+", " "))
                .contains(text);
    }

    @Test
    void rollback_withoutATarget_saysNullAndWhatWasRejected() {
        Shell shell = Shell.words("rollback RB-0007" + Shell.DRILL + "mutable-tag --output json");

        assertThat(shell.objections("iq.rollback-report-1")).isEmpty();
        assertThat(shell.out().replaceAll("\\s+", " "))
                .contains("\"target\" : null, \"rejected\" : [ { \"revision\" : \"api-gateway:41\"");
    }

    @Test
    void refusal_byOneGate_saysItsIdOnce() {
        Shell shell = Shell.words("rollback RB-0007 --service payments-service --scenario bad-deploy");

        assertThat(shell.out()).contains("REFUSED (no-migrations): risk HIGH");
    }

    @Test
    void byHand_valuesThatAShellWouldRead_areQuoted(@TempDir Path dir) throws IOException {
        Path runbook = Shell.changed(dir, "--namespace IncidentIQ/Demo", "--namespace \"My App; echo pwn\"");

        Shell shell = Shell.run(
                "rollback",
                runbook.toString(),
                "--service=payments-service",
                "--scenario=bad-deploy",
                "--health-url=http://x/h?a=1&b=2");

        assertThat(shell.out())
                .contains("curl -f 'http://x/h?'\"${IQ_HEALTH_QUERY:?set it to what follows the question mark in the")
                .contains("--namespace 'My App; echo pwn'")
                .doesNotContain("$(");
    }

    @Test
    void help_namesTheNextCommand() {
        assertThat(Shell.run("--help").out()).contains("--scenario bad-deploy");
        assertThat(Shell.run("--version").out())
                .startsWith("iq ")
                .doesNotContain("unknown")
                .doesNotContain("$");
        assertThat(Shell.run().exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-twice", "already-rolled-back", "breaker-rolling-back"})
    void rollback_nothingToWrite_saysThatTheTeamWasNotTold(String scenario) {
        Shell text = Shell.words("rollback RB-0007" + Shell.DRILL + scenario + " --confirm no-migrations=you");
        Shell json =
                Shell.words("rollback RB-0007" + Shell.DRILL + scenario + " --confirm no-migrations=you --output json");

        assertThat(text.out())
                .contains("– team-notified         not sent: nothing was changed")
                .doesNotContain("✔ team-notified");
        assertThat(json.out().replaceAll("\\s+", " "))
                .contains("\"status\" : \"PENDING\", \"evidence\" : \"not sent: nothing was changed\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --suspect 42 --suspect-commit 0a1b2c3  | name the revision or the commit, not both
            --suspect-commit main                  | expected a commit of 7 to 64 hexadecimal digits
            --suspect-commit 0a1b2c                | expected a commit of 7 to 64 hexadecimal digits
            --worse up                             | expected higher, as for errors, or lower
            --notify https://hooks.example/x       | expected required or best-effort; --notify-webhook takes
            --incident-start 2026-02-14T04:01:00Z  | it is in the future, now it is 2026-02-14T02:14:00Z
            --confirm no-migrations=YOUR-NAME      | is a placeholder; write who says so in its place
            --override no-migrations=YOUR-NAME:WHY | is a placeholder; write who says so in its place
            --override no-migrations=alice:WHY     | is a placeholder; write why in its place
            --requested-by YOUR-NAME               | a placeholder; write who asks
            """)
    void rollback_optionThatCannotBeMeant_isUsageAndWritesNothing(String option, String message) {
        Shell shell = Shell.words("rollback RB-0007" + Shell.DRILL + "bad-deploy " + option.strip());

        assertThat(shell.exit()).as(shell.out()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--worse lower", "--worse HIGHER", "--suspect-commit 0A1B2C3", "--notify required"})
    void plan_optionOfTheRequest_isTaken(String option) {
        assertThat(Shell.words("plan RB-0007" + Shell.DRILL + "bad-deploy " + option)
                        .exit())
                .isNotEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "no-candidate, --override no-migrations=alice:checked, no-candidate",
        "no-candidate, --confirm no-migrations=alice, no-candidate",
        "no-candidate, --override incident-elsewhere=alice:meant, no-candidate",
        "before-deploy, --override no-migrations=alice:checked, suspect-unknown",
        "before-deploy, --confirm incident-ongoing=alice, suspect-unknown"
    })
    void rollback_statementThatFitsNothing_neverHidesTheRefusal(String scenario, String statement, String reason) {
        Shell json = Shell.words("rollback RB-0007" + Shell.DRILL + scenario + " " + statement + " --output json");
        Shell text = Shell.words("rollback RB-0007" + Shell.DRILL + scenario + " " + statement);

        assertThat(json.exit()).as(json.out() + json.err()).isEqualTo(3);
        assertThat(json.out()).contains("\"reason\" : \"" + reason + "\"");
        assertThat(text.out()).contains("REFUSED (" + reason + ")");
    }

    @Test
    void rollback_statementThatIsNotNeeded_isNoted() {
        Shell shell =
                Shell.words("rollback RB-0007" + Shell.DRILL + "bad-deploy --override incident-elsewhere=alice:meant");

        assertThat(shell.exit()).as(shell.out() + shell.err()).isZero();
        assertThat(shell.out().replaceAll("\\s+", " ")).contains("alice said of incident-elsewhere is not needed");
    }
}
