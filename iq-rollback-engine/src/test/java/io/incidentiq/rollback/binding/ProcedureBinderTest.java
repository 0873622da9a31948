package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.ServiceRule;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcedureBinderTest {
    private static final String ROW = "| payments | NONE |";

    @ParameterizedTest
    @CsvSource({"NONE, HIGH, HIGH", "HIGH, LOW, HIGH", "MED, who knows, UNREADABLE", "NONE, NONE, NONE"})
    void rule_ofAServiceWithTwoRows_hasTheHigherRisk(String first, String second, MigrationRisk expected) {
        Binding binding = Books.changed(ROW, "| payments | " + first + " |\n| payments | " + second + " |");

        assertThat(binding.orElseThrow().rule("payments").map(ServiceRule::risk))
                .hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "| Payments | HIGH |, | payments | NONE |",
        "| payments | NONE |, | PAYMENTS | HIGH |",
        "| `Payments` | HIGH |, | payments | LOW |"
    })
    void rule_ofRowsThatDifferInCase_hasTheHigherRisk(String first, String second) {
        RollbackProcedure procedure = Books.changed(ROW, first + "\n" + second).orElseThrow();

        assertThat(procedure.rule("payments").map(ServiceRule::risk)).hasValue(MigrationRisk.HIGH);
    }

    @Test
    void rule_riskThatNobodyCanRead_stopsNoRollback() {
        Binding binding = Books.changed(ROW, ROW + "\n| search | terrible |");

        assertThat(Books.parse(Books.WHOLE.replace(ROW, "| search | terrible |"))
                        .hasErrors())
                .isFalse();
        assertThat(binding.orElseThrow().rule("search").map(ServiceRule::risk)).hasValue(MigrationRisk.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --statistics Average     | --statistics p99                | --statistics p99: no statistic that is read
            --statistics Average     | --unit Percent                  | get-metric-statistics without --statistics
            --statistics Average     | --extended-statistics tm99      | --extended-statistics tm99: no statistic that is read; write a percentile such as p99
            --statistics Average     | --extended-statistics p99 p50   | more than one statistic
            --period 60              | --period 0                      | --period 0: no period
            --period 60              | --period 45                     | --period 45: CloudWatch has none of that length
            --period 60              | --period 90                     | --period 90: CloudWatch has none of that length
            --period 60              | --period 420                    | --period 420: judging takes 5 periods, 35 min here
            --period 60              | --period 3600                   | --period 3600: judging takes 5 periods, 300 min here
            --statistics Average     | --statistics Average Maximum    | more than one statistic
            --statistics Average     | --statistics Average --extended-statistics p99 | more than one statistic
            Value=<service>          | Value=<service-tier>            | --dimensions <service-tier>: nobody knows its value
            --namespace N            | --namespace $SPACE              | --namespace $SPACE: a value to fill in
            Value=<service>          | Value=<stage>                   | --dimensions <stage>: nobody knows its value
            Name=Service,Value=<service> | Service                     | --dimensions Service: no dimension
            get-metric-statistics    | get-metric-data                 | get-metric-data without --metric-data-queries
            aws cloudwatch           | xargs aws cloudwatch            | a metric is read in a way that isn't understood
            """)
    void metric_thatIsNotUnderstood_isUnreadAndAWarning(String from, String to, String message) {
        RollbackProcedure procedure = Books.changed(from, to).orElseThrow();

        assertThat(procedure.checks().metric()).isNull();
        assertThat(procedure.checks().unread().metric())
                .asString()
                .startsWith(message)
                .contains("(RB-1:");
        assertThat(procedure.warnings()).anyMatch(w -> w.startsWith("rb.md:") && w.contains(message));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://<host>",
        "https://api.example.com, https://$HOST",
        "https://api.example.com, api.example.com"
    })
    void health_thatIsNotUnderstood_isUnreadAndAWarning(String from, String to) {
        RollbackProcedure procedure = Books.changed(from, to).orElseThrow();

        assertThat(procedure.checks().healthUrl()).isNull();
        assertThat(procedure.checks().unread().health()).isNotNull();
        assertThat(procedure.warnings()).anyMatch(w -> w.contains("curl "));
    }

    private static MetricTemplate metric(RollbackProcedure procedure) {
        return Objects.requireNonNull(procedure.checks().metric()).value();
    }

    @ParameterizedTest
    @CsvSource({"1", "5", "10", "30", "60", "300", "360"})
    void metric_ofAPeriodThatCloudWatchKnows_isRead(int seconds) {
        RollbackProcedure procedure =
                Books.changed("--period 60", "--period " + seconds).orElseThrow();

        assertThat(procedure.checks().unread()).isEqualTo(Checks.Unread.NONE);
        assertThat(metric(procedure).period()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"<service>", "<service-name>", "<SERVICE_NAME>", "<ServiceName>"})
    void placeholder_ofTheServicesName_isFilledIn(String placeholder) {
        RollbackProcedure procedure =
                Books.changed("Value=<service>", "Value=" + placeholder).orElseThrow();

        assertThat(metric(procedure).dimensions()).containsEntry("Service", MetricTemplate.SERVICE);
        assertThat(procedure.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"<service-tier>", "<service-owner>", "<services>"})
    void placeholder_thatOnlyBeginsLikeTheService_isDoubtful(String placeholder) {
        RollbackProcedure procedure =
                Books.changed("curl -f", "echo " + placeholder + "\ncurl -f").orElseThrow();

        assertThat(procedure.warnings()).anyMatch(w -> w.contains(placeholder + ": nobody fills this in"));
    }

    private static final String SECOND_METRIC =
            "aws cloudwatch get-metric-statistics --namespace N --metric-name %s --period %s --statistics %s"
                    + " --dimensions Name=Service,Value=<service-name>\n";

    @ParameterizedTest
    @CsvSource({"CPUUtilization, 60, Average", "ErrorRate, 60, p99", "ErrorRate, 300, Average", "Latency, 60, p99"})
    void metric_besideTheJudgedOne_isUnreadAndAWarning(String name, String period, String statistic) {
        String second = SECOND_METRIC.formatted(name, period, statistic);
        RollbackProcedure procedure =
                Books.bind(Books.WHOLE.replace("curl -f", second + "curl -f")).orElseThrow();

        assertThat(procedure.checks().unread().metric()).isNotNull();
        assertThat(procedure.warnings()).anyMatch(w -> w.startsWith("rb.md:1") || w.startsWith("rb.md:2"));
    }

    @Test
    void metric_readAgainInTheSameWay_isNoDoubt() {
        String again = SECOND_METRIC.formatted("ErrorRate", "60", "Average");
        RollbackProcedure procedure =
                Books.changed("curl -f", again + "curl -f").orElseThrow();

        assertThat(procedure.checks().unread()).isEqualTo(Checks.Unread.NONE);
        assertThat(procedure.warnings()).isEmpty();
    }

    @Test
    void metric_besideTheJudgedOne_namesBothLines() {
        String second = SECOND_METRIC.formatted("CPUUtilization", "60", "Average");
        RollbackProcedure procedure =
                Books.changed("curl -f", second + "curl -f").orElseThrow();

        assertThat(metric(procedure).name()).isEqualTo("CPUUtilization");
        assertThat(procedure.checks().unread().metric())
                .asString()
                .startsWith(
                        "--metric-name ErrorRate: a second metric; only that of line 18 is judged; keep one of them")
                .endsWith("(RB-1:20)");
    }

    @ParameterizedTest
    @CsvSource({
        "curl -f https://api.example.com/other",
        "curl -f https://$OTHER/health",
        "curl -f api.example.com/health",
        "curl https://api.example.com/<service-name>/health https://b.example.com/health"
    })
    void health_besideTheAskedOne_isUnreadAndAWarning(String second) {
        RollbackProcedure procedure =
                Books.changed("aws cloudwatch", second + "\naws cloudwatch").orElseThrow();

        assertThat(procedure.checks().healthUrl()).isNotNull();
        assertThat(procedure.checks().unread().health()).asString().startsWith("curl ");
        assertThat(procedure.warnings()).anyMatch(w -> w.startsWith("rb.md:19:") && w.contains("ends unverified"));
    }

    @ParameterizedTest
    @CsvSource({
        "curl -s https://api.example.com/<service-name>/health",
        "curl -X POST https://hooks.example.com/x",
        "curl -sXPOST https://hooks.example.com/x",
        "curl --json {} https://hooks.example.com/x",
        "curl -sSd text https://hooks.example.com/x"
    })
    void health_askedAgainOrNoCheckAtAll_isNoDoubt(String second) {
        RollbackProcedure procedure =
                Books.changed("curl -f", second + "\ncurl -f").orElseThrow();

        assertThat(procedure.checks().unread()).isEqualTo(Checks.Unread.NONE);
        assertThat(procedure.checks().healthUrl()).asString().startsWith("https://api.example.com/");
        assertThat(procedure.warnings()).isEmpty();
    }

    @Test
    void checks_thatTheRunbookLacks_areNotUnread() {
        RollbackProcedure procedure = Books.changed("curl -f https://api.example.com/<service>/health", "true")
                .orElseThrow();

        assertThat(procedure.checks().unread()).isEqualTo(Checks.Unread.NONE);
        assertThat(procedure.checks().healthUrl()).isNull();
        assertThat(procedure.checks().metric()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <service>:$REVISION | payments:PREVIOUS_REVISION | payments:PREVIOUS_REVISION: a word where a revision should be
            <service>:$REVISION | payments:41                | payments:41: a fixed revision is ignored
            curl -f             | aws ecs wait services-stable --cluster staging | --cluster staging: the rollback works in production
            curl -f             | echo <who>                 | <who>: nobody fills this in
            """)
    void script_thatLooksLikeAMistake_isAWarning(String from, String to, String message) {
        Binding binding = Books.changed(from, to);

        assertThat(binding.orElseThrow().warnings()).anyMatch(w -> w.contains(message));
    }

    @Test
    void script_withoutMistakes_isNoWarning() {
        assertThat(Books.bind(Books.WHOLE).orElseThrow().warnings()).isEmpty();
    }

    @Test
    void bind_ofWhatWasParsed_warnsOfWhatTheParserFoundToo() {
        Binding binding = ProcedureBinder.bind(Books.parse(Books.WHOLE.replace(ROW, "| payments | terrible |")));

        assertThat(binding.orElseThrow().warnings()).anyMatch(w -> w.contains("\"terrible\" is no risk"));
        assertThat(ProcedureBinder.bind(Books.parse("")).procedure()).isEmpty();
    }

    @Test
    void checklist_itemsWithTheSameBeginning_haveGatesOfTheirOwn() {
        String item = "- [ ] Ask the owner of the database whether a rollback is fine ";
        Binding binding = Books.changed(
                "- [ ] Confirm no", item + "today\n" + item + "tomorrow\n" + item + "at all\n- [ ] Confirm no");

        assertThat(binding.orElseThrow().checklist().stream().map(ChecklistLine::gate))
                .containsExactly(
                        "confirm-ask-the-owner-of-the-database-whether-a",
                        "confirm-ask-the-owner-of-the-database-whether-a-2",
                        "confirm-ask-the-owner-of-the-database-whether-a-3",
                        "no-migrations");
    }
}
