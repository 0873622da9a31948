package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.screen.TerminalEnvironment;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --incident}, {@code --runbooks} and {@code --severity}, on the sample alarms that are shipped. */
class IncidentCommandTest {
    private static final String ALARMS = "../examples/incidents/";
    private static final String ALARM = ALARMS + "api-gateway-error-rate.json";

    private static Shell shell(String line) {
        return Shell.words(line.replace("ALARMS/", ALARMS).replace("ALARM ", ALARM + " "));
    }

    private static String flat(Shell shell) {
        return shell.out().replaceAll("\\s+", " ");
    }

    private static String refused(Shell shell) {
        assertThat(shell.exit()).as(shell.out() + shell.err()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        return shell.err();
    }

    @ParameterizedTest
    @CsvSource({"api-gateway-error-rate.json", "api-gateway-error-rate-event.json"})
    void rollback_alarmThatNamesItsService_needsNoMore(String file) {
        Shell shell = shell("rollback RB-0007 --incident ALARMS/" + file + " --scenario bad-deploy");

        assertThat(shell.exit()).as(shell.out() + shell.err()).isZero();
        assertThat(flat(shell))
                .contains("api-gateway, cluster production")
                .contains("incident alarm api-gateway-error-rate in eu-west-1: IncidentIQ/Demo ErrorRate"
                        + " {Service=api-gateway}, threshold 5.0, since 2026-02-14T02:01:00Z")
                .contains("incident began 2026-02-14T02:01:00Z")
                .doesNotContain("missing from the alarm");
        assertThat(shell.err()).doesNotContain("iq: ");
    }

    @Test
    void plan_json_hasTheAlarmAndTheSourceOfTheStart() {
        Shell plan = shell("plan RB-0007 --incident ALARM --scenario bad-deploy --output json");

        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.objections("iq.rollback-plan-1")).isEmpty();
        assertThat(flat(plan))
                .contains("\"incident\" : { \"alarm\" : \"api-gateway-error-rate\", \"service\" : \"api-gateway\"")
                .contains("\"start\" : \"2026-02-14T02:01:00Z\", \"startEstimated\" : false, \"missing\" : [ ]")
                .contains("\"value\" : \"2026-02-14T02:01:00Z\", \"source\" : \"alarm api-gateway-error-rate\"")
                .contains("\"chosen\" : null");
    }

    @Test
    void rollback_json_hasTheAlarmAsReason() {
        Shell report = shell("rollback RB-0007 --incident ALARM --scenario bad-deploy --output json");

        assertThat(report.exit()).as(report.err()).isZero();
        assertThat(report.objections("iq.rollback-report-1")).isEmpty();
        assertThat(flat(report))
                .contains("\"why\" : \"alarm api-gateway-error-rate\"")
                .contains("\"incident\" : { \"alarm\"");
        assertThat(flat(shell("rollback RB-0007 --incident ALARM --scenario bad-deploy --output json --reason x")))
                .contains("\"why\" : \"x\"");
    }

    @Test
    void plan_alarmWithoutService_takesItFromTheOption() {
        String line = "plan RB-0007 --incident ALARMS/load-balancer-5xx.json --scenario bad-deploy";

        assertThat(refused(shell(line)))
                .startsWith("iq: --service is missing: alarm public-5xx doesn't say it: service (no dimension of");
        Shell told = shell(line + " --service api-gateway");
        assertThat(told.exit()).as(told.err()).isZero();
        assertThat(flat(told))
                .contains("missing from the alarm: service (no dimension of its metric is a service's name)");
    }

    @Test
    void plan_composite_saysThatTheStartIsAnEstimate() {
        String line =
                "plan RB-0007 --incident ALARMS/shop-sick-composite.json --service api-gateway --scenario bad-deploy";
        Shell shell = shell(line);

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(flat(shell))
                .contains("alarm shop-sick in eu-west-1, since 2026-02-14T02:04:20Z, estimated")
                .contains("missing from the alarm: service (a rule over other alarms), metric, threshold");
        assertThat(flat(shell(line + " --output json"))).contains("incident began 2026-02-14T02:04:20Z, estimated");
    }

    @Test
    void plan_startThatIsStated_beatsTheAlarms() {
        Shell shell = shell("plan RB-0007 --incident ALARM --incident-start=-12m --scenario bad-deploy");

        assertThat(flat(shell)).contains("incident began 2026-02-14T02:02:00Z");
    }

    @Test
    void plan_anotherServiceThanTheAlarms_isBlockedUntilAPersonSaysThatItIsMeant() {
        String line = "plan RB-0007 --incident ALARM --service user-service --scenario bad-deploy";
        Shell blocked = shell(line);

        assertThat(blocked.exit()).as(blocked.err()).isEqualTo(3);
        assertThat(flat(blocked))
                .contains("✘ incident-elsewhere")
                .contains(
                        "REFUSED (incident-elsewhere): alarm api-gateway-error-rate is about service api-gateway, not user-service")
                .contains("--override incident-elsewhere=YOUR-NAME:WHY");
        Shell meant = shell(line + " --override incident-elsewhere=alice:the_gateway_calls_it");
        assertThat(meant.exit()).as(meant.out() + meant.err()).isZero();
        assertThat(flat(meant)).contains("overridden by alice: the_gateway_calls_it");
    }

    @Test
    void rollback_anotherServiceThanTheAlarms_isRefusedWithYesToo() {
        Shell shell = shell(
                "rollback RB-0007 --incident ALARM --service user-service --scenario bad-deploy --yes --output json");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(flat(shell)).contains("\"reason\" : \"incident-elsewhere\"", "\"changed\" : \"no\"");
    }

    @ParameterizedTest
    @CsvSource({"service", "service_name", "EcsServiceName"})
    void plan_serviceInAnotherSpelling_isComparedAsWell(String name, @TempDir Path dir) throws IOException {
        Path alarm = changed(dir, "\\\"Service\\\"", "\\\"" + name + "\\\"");

        assertThat(flat(shell("plan RB-0007 --scenario bad-deploy --service user-service --incident " + alarm)))
                .contains("is about service api-gateway, not user-service");
    }

    @Test
    void plan_anotherClusterThanTheAlarms_isBlockedUnlessItIsNamed(@TempDir Path dir) throws IOException {
        Path alarm = changed(
                dir,
                "\\\"Service\\\"}",
                "\\\"Service\\\"},{\\\"value\\\":\\\"staging\\\",\\\"name\\\":\\\"ClusterName\\\"}");
        String line = "plan RB-0007 --scenario bad-deploy --incident " + alarm;

        assertThat(flat(shell(line))).contains("is about cluster staging, not production");
        assertThat(flat(shell(line + " --cluster staging"))).doesNotContain("incident-elsewhere");
    }

    @Test
    void plan_mutedAlarm_isRead(@TempDir Path dir) throws IOException {
        String event = Files.readString(Path.of(ALARMS + "api-gateway-error-rate-event.json"));
        Path muted = Files.writeString(
                dir.resolve("alarm.json"),
                event.replaceFirst(
                        "\"alarmName\"", "\"muteDetail\": { \"mutedByArn\": \"a:b:night\" }, \"alarmName\""));

        Shell shell = shell("plan RB-0007 --scenario bad-deploy --incident " + muted);

        assertThat(shell.exit()).as(shell.err()).isEqualTo(3);
        assertThat(flat(shell))
                .contains("REFUSED (incident-ongoing): the alarm is muted: mute rule 'night'")
                .contains("--confirm incident-ongoing=YOUR-NAME");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8"})
    void plan_alarmInAnotherEncoding_isRead(String encoding, @TempDir Path dir) throws IOException {
        Path alarm = Files.write(
                dir.resolve("alarm.json"), Files.readString(Path.of(ALARM)).getBytes(Charset.forName(encoding)));

        Shell shell = shell("plan RB-0007 --scenario bad-deploy --incident " + alarm);

        assertThat(shell.exit()).as(shell.err()).isZero();
    }

    @Test
    void plan_alarmInUtf16OnStandardInput_saysWhatItIs() {
        Shell shell = Shell.run(
                TerminalEnvironment.NOBODY, "{\0\"\0", "plan", Shell.RB_0007, "--incident=-", "--scenario=bad-deploy");

        assertThat(refused(shell)).contains("UTF-16");
    }

    @Test
    void plan_alarmOfAnotherSender_saysWhatToType(@TempDir Path dir) throws IOException {
        Path other = Files.writeString(dir.resolve("alarm.json"), """
                {"receiver":"hook","status":"firing","alerts":[{"status":"firing",
                "labels":{"alertname":"High","service":"api-gateway"},"startsAt":"2026-02-14T02:01:00.000Z"}]}
                """);

        assertThat(refused(shell("plan RB-0007 --scenario bad-deploy --incident " + other)))
                .endsWith("found a notification of Prometheus Alertmanager; leave it out and type:"
                        + " --service api-gateway --incident-start 2026-02-14T02:01:00Z\n");
        Path mail = Files.writeString(
                dir.resolve("mail.txt"),
                "Your Amazon CloudWatch Alarm \"a\" has entered the ALARM state at"
                        + " \"Saturday 14 February, 2026 02:04:20 UTC\".");
        assertThat(refused(shell("plan RB-0007 --scenario bad-deploy --incident " + mail)))
                .endsWith("type: --service NAME --incident-start 2026-02-14T02:04:20Z\n");
    }

    @Test
    void plan_alarmThatIsOver_isRefused() {
        assertThat(refused(shell("plan RB-0007 --incident ALARMS/api-gateway-recovered.json --scenario bad-deploy")))
                .contains("found the alarm 'api-gateway-error-rate', which went to 'OK'");
    }

    @Test
    void plan_alarmOfAnotherTimeThanTheDrills_takesTheDrillsStartAndSaysSo(@TempDir Path dir) throws IOException {
        Path later = changed(dir, "2026-02-14T02", "2026-05-01T10", "14/02/26 02", "01/05/26 10");
        Shell shell = shell("plan RB-0007 --scenario bad-deploy --output json --incident " + later);

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(flat(shell))
                .contains("\"start\" : null, \"startEstimated\" : false, \"missing\" : [ \"start (2026-05-01T10:01:00Z"
                        + " isn't in the 24 h before 2026-02-14T02:14:00Z")
                .contains("\"value\" : \"2026-02-14T02:01:00Z\", \"source\" : \"drill\"");
    }

    private static Path changed(Path dir, String... fromTo) throws IOException {
        String text = Files.readString(Path.of(ALARM));
        for (int i = 0; i < fromTo.length; i += 2) {
            assertThat(text).contains(fromTo[i]);
            text = text.replace(fromTo[i], fromTo[i + 1]);
        }
        return Files.writeString(dir.resolve("alarm.json"), text);
    }

    @Test
    void plan_alarmWithoutAReadableTime_namesTheOption(@TempDir Path dir) throws IOException {
        Path timeless = changed(dir, "2026-02-14T02:04:20.123+0000", "just now");
        Shell shell = shell("plan RB-0007 --scenario bad-deploy --incident " + timeless);

        assertThat(shell.err())
                .isEqualTo("iq: alarm api-gateway-error-rate doesn't say when it began; --incident-start does\n");
        assertThat(shell("plan RB-0007 --scenario bad-deploy --incident-start=-13m --incident " + timeless)
                        .err())
                .isEmpty();
    }

    @Test
    void plan_alarmOnStandardInput_isRead() throws IOException {
        Shell shell = Shell.run(
                TerminalEnvironment.NOBODY,
                Files.readString(Path.of(ALARM)),
                "plan",
                Shell.RB_0007,
                "--incident=-",
                "--scenario=bad-deploy");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void plan_alarmTypedByAPerson_saysHowItEnds() {
        Shell shell = Shell.run(Shell.PERSON, "", "plan", Shell.RB_0007, "--incident=-", "--scenario=bad-deploy");

        assertThat(refused(shell))
                .contains("end it with Ctrl-D")
                .contains("--incident -: expected an alarm")
                .contains("found an empty text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --incident nothere.json    | --incident nothere.json: no such file
            --incident ..              | --incident ..: can't be read
            --incident RB-0007         | that isn't JSON: line 1
            --severity HIGH            | --severity HIGH: it chooses a runbook; only --runbooks takes it
            --runbooks ../runbooks     | RB-0007-emergency-rollback-procedure.md and --runbooks ../runbooks: name the runbook or
            """)
    void plan_optionThatCannotBeMeant_isRefused(String option, String message) {
        assertThat(refused(Shell.words("plan RB-0007 --service api-gateway --scenario bad-deploy " + option)))
                .startsWith("iq: ")
                .contains(message);
    }

    @Test
    void plan_hugeFile_isRefused(@TempDir Path dir) throws IOException {
        Path huge = Files.writeString(dir.resolve("huge.json"), " ".repeat(10 << 20));

        assertThat(refused(shell("plan RB-0007 --scenario bad-deploy --incident " + huge)))
                .contains("more than 4194304 bytes");
        assertThat(refused(Shell.run(
                        TerminalEnvironment.NOBODY,
                        " ".repeat(5 << 20),
                        "plan",
                        Shell.RB_0007,
                        "--incident=-",
                        "--scenario=bad-deploy")))
                .contains("--incident -: more than 4194304 bytes");
    }

    @Test
    void plan_neitherRunbookNorFolder_saysWhatThereIsToName() {
        assertThat(refused(Shell.words("plan --service api-gateway --scenario bad-deploy")))
                .isEqualTo(
                        "iq: RUNBOOK is missing: name the runbook, or the folder to choose it from with --runbooks\n");
        assertThat(refused(Shell.words("plan RB-0007 --scenario bad-deploy")))
                .isEqualTo(
                        "iq: --service is missing: name the service to roll back, or pass its alarm with --incident\n");
    }

    @Test
    void rollback_runbookFromAFolder_saysWhyItWasChosen() {
        Shell shell = shell("rollback --runbooks ../runbooks --incident ALARM --severity high --scenario bad-deploy"
                + " --output json");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.objections("iq.rollback-report-1")).isEmpty();
        assertThat(flat(shell))
                .contains("\"chosen\" : \"RB-0007, chosen from 4 for severity HIGH: it is for all services,"
                        + " and none names api-gateway\"");
        assertThat(shell("plan --runbooks ../runbooks --incident ALARM --scenario bad-deploy")
                        .out())
                .contains("\n  runbook   RB-0007, chosen from 4: it is for all services, and none names api-gateway\n");
    }

    private static Path shelf(Path dir) throws IOException {
        String text = Files.readString(Path.of(Shell.RB_0007));
        Files.writeString(dir.resolve("all.md"), text);
        Files.writeString(
                dir.resolve("gateway.MD"),
                text.replace("RB-0007", "RB-0008").replace("service: all", "service: api-gateway"));
        Files.writeString(dir.resolve("notes.md"), "# Notes\n");
        Files.writeString(dir.resolve("huge.md"), "x".repeat(2 << 20));
        Files.writeString(dir.resolve("readme.txt"), text);
        return dir;
    }

    @Test
    void plan_folderWithOneThatNamesTheService_takesThat(@TempDir Path dir) throws IOException {
        Shell shell = shell("plan --incident ALARM --scenario bad-deploy --runbooks " + shelf(dir));

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("  runbook   RB-0008, chosen from 2: it names api-gateway\n");
    }

    @Test
    void plan_folderWithNoneOrSeveralThatFit_listsWhatThereIs(@TempDir Path dir) throws IOException {
        Path shelf = shelf(dir);
        String line = "plan --scenario bad-deploy --severity LOWEST --service api-gateway --runbooks " + shelf;

        assertThat(refused(Shell.words(line)))
                .startsWith("iq: --runbooks " + shelf
                        + ": no runbook fits service api-gateway and severity LOWEST\n  RB-0007 (")
                .contains(
                        "all.md): for all, severity HIGH, MED, LOW\n",
                        "notes.md: skipped: ",
                        "  skipped: " + dir + "/huge.md: ")
                .doesNotContain("readme.txt");
        Files.copy(shelf.resolve("gateway.MD"), shelf.resolve("second.md"));
        assertThat(refused(shell("plan --incident ALARM --scenario bad-deploy --runbooks " + shelf)))
                .contains("2 runbooks fit service api-gateway alike");
    }

    @Test
    void plan_folderThatIsNone_isRefused(@TempDir Path dir) {
        String line = "plan --scenario bad-deploy --service api-gateway --runbooks ";

        assertThat(refused(Shell.words(line + dir))).contains(": 0 files that end in .md; expected 1 to 500");
        assertThat(refused(Shell.words(line + dir + "/nothere"))).contains("no such folder");
        assertThat(refused(Shell.words(line + Shell.RB_0007))).contains("no such folder");
    }

    @Test
    void rollback_reportOverTheAlarm_isRefusedAndTheAlarmStays(@TempDir Path dir) throws IOException {
        Path alarm = changed(dir);
        String text = Files.readString(alarm);

        assertThat(refused(shell("rollback RB-0007 --scenario bad-deploy --incident " + alarm + " --report " + alarm)))
                .contains("--report '" + alarm + "': the same file as the alarm");
        assertThat(Files.readString(alarm)).isEqualTo(text);
    }

    @Test
    void alarms_thatAreShipped_nameNoRealAccount() throws IOException {
        var accounts = new ArrayList<String>();
        try (var files = Files.list(Path.of(ALARMS))) {
            for (Path file : files.toList()) {
                var numbers = java.util.regex.Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])")
                        .matcher(Files.readString(file));
                numbers.results().forEach(r -> accounts.add(r.group()));
            }
        }

        assertThat(List.copyOf(accounts)).isNotEmpty().containsOnly("123456789012");
    }
}
