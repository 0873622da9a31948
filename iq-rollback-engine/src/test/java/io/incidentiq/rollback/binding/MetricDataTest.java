package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles, metric math and pairs of metrics, as a runbook's verification reads them. */
class MetricDataTest {
    private static final ServiceId PAYMENTS = new ServiceId("production", "payments");

    private static final String STATISTICS =
            "aws cloudwatch get-metric-statistics --namespace N --metric-name ErrorRate \\\n"
                    + "  --dimensions Name=Service,Value=<service> --period 60 --statistics Average";

    private static String stat(String id, String name, String more) {
        return """
                {"Id": "%s", "MetricStat": {"Metric": {"Namespace": "N", "MetricName": "%s",
                  "Dimensions": [{"Name": "Service", "Value": "<service>"}]}, "Period": 60, "Stat": "Sum"}%s}""".formatted(id, name, more);
    }

    private static String queries(String... queries) {
        return "[" + String.join(",\n", queries) + "]";
    }

    private static String ratio(String expression) {
        return queries(
                stat("m1", "Errors", ", \"ReturnData\": false"),
                stat("m2", "Requests", ", \"ReturnData\": false"),
                "{\"Id\": \"e1\", \"Expression\": \"%s\"}".formatted(expression));
    }

    private static RollbackProcedure reading(String queries) {
        return Books.changed(STATISTICS, "aws cloudwatch get-metric-data --metric-data-queries '" + queries + "'")
                .orElseThrow();
    }

    private static MetricTemplate metric(RollbackProcedure procedure) {
        assertThat(procedure.checks().unread()).isEqualTo(Checks.Unread.NONE);
        assertThat(procedure.warnings()).isEmpty();
        return Objects.requireNonNull(procedure.checks().metric()).value();
    }

    private static MetricQuery sum(String name) {
        return new MetricQuery("N", name, Map.of("Service", "payments"), Statistic.SUM, Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"p99, 99", "p99.9, 99.9", "p50, 50"})
    void percentile_isTheStatistic(String written, double percent) {
        RollbackProcedure procedure = Books.changed("--statistics Average", "--extended-statistics " + written)
                .orElseThrow();

        assertThat(metric(procedure).statistic()).isEqualTo(Statistic.percentile(percent));
        assertThat(metric(procedure).ratio()).isNull();
    }

    @Test
    void oneMetricStat_isAMetricAsAnyOther() {
        String queries = queries(stat("m1", "Errors", ""));

        assertThat(metric(reading(queries)).of(PAYMENTS)).isEqualTo(sum("Errors"));
        assertThat(metric(reading(queries.replace("\"Sum\"", "\"p99\""))).statistic())
                .isEqualTo(Statistic.percentile(99));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m1/m2          | 1",
                "m1 / m2        | 1",
                "(m1/m2)        | 1",
                "100*m1/m2      | 100",
                "m1/m2*100      | 100",
                "(m1/m2)*100    | 100",
                "100 * (m1/m2)  | 100",
                "(m1*100)/m2    | 100",
                "FILL(m1,0)/m2  | 1",
                "100*(FILL(m1, 0)/m2) | 100"
            })
    void ratio_ofTwoCounts_isAPairOfQueries(String expression, double factor) {
        MetricTemplate metric = metric(reading(ratio(expression)));

        assertThat(metric.counts(PAYMENTS, "RB-1")).contains(new RequestCounts("RB-1", sum("Errors"), sum("Requests")));
        assertThat(Objects.requireNonNull(metric.ratio()).factor()).isEqualTo(factor);
    }

    @Test
    void ratio_whoseSummandsAreReturnedToo_isStillTheRatio() {
        String queries = ratio("m1/m2").replace(", \"ReturnData\": false", "");

        assertThat(metric(reading(queries)).counts(PAYMENTS, "RB-1")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m2/m1*10",
                "1-m1/m2",
                "100-100*m1/m2",
                "(m1+m3)/m2",
                "m1/(m2*100)",
                "100/(m1/m2)",
                "m1/m2/100",
                "RATE(m1)/m2",
                "SUM(METRICS())",
                "ANOMALY_DETECTION_BAND(m1, 2)"
            })
    void otherExpressions_areToldWithWhatIsUnderstood(String expression) {
        assertUnread(
                reading(ratio(expression)),
                "Expression %s isn't understood; write bad events by all events, such as 100*m1/m2"
                        .formatted(expression));
    }

    private static void assertUnread(RollbackProcedure procedure, String message) {
        assertThat(procedure.checks().metric()).isNull();
        assertThat(procedure.checks().unread().metric()).asString().contains(message);
        assertThat(procedure.warnings()).anyMatch(w -> w.contains(message));
    }

    @Test
    void ratio_ofAverages_isNoCount() {
        assertUnread(reading(ratio("m1/m2").replace("Sum", "Average")), "counts are divided, so write Stat Sum");
    }

    /** The share of what went well is no share of errors: read so, a healthy service would look broken. */
    @Test
    void ratio_ofSuccesses_isRefused() {
        assertUnread(
                reading(ratio("m1/m2").replace("\"Errors\"", "\"SuccessCount\"")),
                "SuccessCount counts what went well; divide what went wrong");
    }

    @Test
    void ratio_ofDifferentPeriods_isRefused() {
        assertUnread(
                reading(ratio("m1/m2").replaceFirst("\"Period\": 60", "\"Period\": 300")), "differ in their Period");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            file://queries.json                       | no JSON that is read; write the queries as JSON in the command
            Id=m1,MetricStat={}                       | no JSON that is read
            [{"Id": "m1", ]                           | expected JSON, found something else at line 1
            [{"Id": "m1", "Id": "m1"}]                | expected JSON, found something else
            []                                        | 0 results, and only one is judged
            [{"MetricStat": {}}]                      | a query without an Id
            [{"Id": "m1", "MetricStat": {}}]          | m1 lacks a Namespace
            [{"Id": "m1", "AccountId": "1"}]          | metrics of other accounts aren't read
            [{"Id": "e", "Expression": "m1/m2"}]      | no query has the Id m1
            """)
    void queries_thatAreNotUnderstood_areUnreadAndAWarning(String queries, String message) {
        assertUnread(reading(queries), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "Period": 60   | "Period": 45      | m1 has Period 45: CloudWatch has none of that length
            "Period": 60   | "Period": 60.5    | m1 has Period 60.5: no period
            "Period": 60   | "Unit": "Count"   | m1 has Period missing: no period
            "Sum"          | "tm90"            | m1 has Stat tm90: no statistic that is read
            "N"            | "<service>"       | m1 has a Namespace to fill in
            "<service>"    | "<tier>"          | a value to fill in that nobody knows
            "Name"         | "Nome"            | m1 lacks a Name
            """)
    void metricStat_thatIsNotUnderstood_isUnreadAndAWarning(String from, String to, String message) {
        assertUnread(reading(queries(stat("m1", "Errors", "")).replace(from.strip(), to.strip())), message);
    }

    @Test
    void twoResults_areToldApart() {
        assertUnread(
                reading(queries(stat("m1", "Errors", ""), stat("m2", "Requests", ""))),
                "2 results, and only one is judged");
    }

    private static RollbackProcedure readingTwo(String first, String second) {
        String one = STATISTICS.replace("Average", "Sum").replace("ErrorRate", first);
        String two = STATISTICS.replace("Average", "Sum").replace("ErrorRate", second);
        return Books.changed(STATISTICS, one + "\n" + two).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "Errors, Requests",
        "HTTPCode_Target_5XX_Count, RequestCount",
        "Requests, ErrorCount",
        "Invocations, Errors",
        "Count, 5XXError",
        "Faults, request_count"
    })
    void commands_ofErrorsAndRequests_areAPairInEitherOrder(String first, String second) {
        MetricTemplate metric = metric(readingTwo(first, second));

        boolean errorsFirst = first.matches(".*(5XX|Error|Fault).*");
        assertThat(metric.counts(PAYMENTS, "RB-1"))
                .contains(new RequestCounts(
                        "RB-1", sum(errorsFirst ? first : second), sum(errorsFirst ? second : first)));
    }

    @ParameterizedTest
    @CsvSource({"ErrorRate, Requests", "Errors, CPUUtilization", "Latency, RequestCount", "Errors, Faults"})
    void commands_ofOtherMetrics_areNoPair(String first, String second) {
        RollbackProcedure procedure = readingTwo(first, second);

        assertThat(Objects.requireNonNull(procedure.checks().metric()).value().ratio())
                .isNull();
        assertThat(procedure.checks().unread().metric())
                .asString()
                .startsWith("--metric-name " + second + ": a second metric");
    }

    @Test
    void commands_ofAnotherServicesRequests_areNoPair() {
        String errors = STATISTICS.replace("Average", "Sum").replace("ErrorRate", "Errors");
        String requests = STATISTICS.replace("Average", "Sum").replace("ErrorRate", "Requests");
        RollbackProcedure procedure = Books.changed(
                        STATISTICS, errors + "\n" + requests.replace("<service>", "gateway"))
                .orElseThrow();

        assertThat(Objects.requireNonNull(procedure.checks().metric()).value().ratio())
                .isNull();
    }

    @Test
    void pair_andAThirdMetric_tellsOfTheThird() {
        String errors = STATISTICS.replace("Average", "Sum").replace("ErrorRate", "Errors");
        RollbackProcedure procedure = Books.changed(
                        STATISTICS,
                        errors + "\n" + errors.replace("Errors", "Requests") + "\n"
                                + errors.replace("Errors", "Latency"))
                .orElseThrow();

        assertThat(Objects.requireNonNull(procedure.checks().metric()).value().ratio())
                .isNotNull();
        assertThat(procedure.checks().unread().metric())
                .asString()
                .startsWith("--metric-name Latency: a second metric");
    }

    @Test
    void moreDimensions_goIntoBothQueries() {
        MetricTemplate metric =
                metric(reading(ratio("m1/m2"))).withDimensions(Map.of("Stage", "live", "Service", "other"));

        assertThat(metric.counts(PAYMENTS, "RB-1"))
                .hasValueSatisfying(c -> assertThat(c.total().dimensions())
                        .isEqualTo(c.bad().dimensions())
                        .isEqualTo(Map.of("Stage", "live", "Service", "other")));
    }
}
