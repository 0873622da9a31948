package io.incidentiq.simulator.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.IncidentCourse;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, failures and response times over CloudWatch's protocols: the same numbers as through the ports. */
class TargetGroupsOnTheWireTest {
    private static final Scenario BUSY =
            IncidentCourse.of(0.5, 5, 0.5).withNoise(0.5, 0.7).scenario();
    private static final String GROUP = "targetgroup/api-gateway/0123456789abcdef";
    private static final Duration WINDOW = Duration.ofMinutes(30);

    private final Wire wire = Wire.of(BUSY, Wire.slow());
    private final GatewayDrill drill = GatewayDrill.of(BUSY, 1);

    @AfterEach
    void close() {
        wire.close();
    }

    private static String search(String name, String group) {
        return "SEARCH('{AWS/ApplicationELB,LoadBalancer,TargetGroup} MetricName=\"%s\" TargetGroup=\"%s\"', 'Sum', 60)"
                .formatted(name, group);
    }

    private static Map<String, Object> expression(String text) {
        return Map.of("Id", "e1", "Expression", text, "ReturnData", true);
    }

    private static Map<String, Object> stat(
            String namespace, String name, Map<String, String> dimensions, String stat) {
        var pairs = dimensions.entrySet().stream()
                .map(e -> Map.of("Name", e.getKey(), "Value", e.getValue()))
                .toList();
        var metric = Map.of("Namespace", namespace, "MetricName", name, "Dimensions", pairs);
        return Map.of("Id", "m1", "MetricStat", Map.of("Metric", metric, "Period", 60, "Stat", stat));
    }

    private static Map<String, Object> rate(String stat) {
        return stat("IncidentIQ/Demo", "ErrorRate", Map.of("Service", "api-gateway"), stat);
    }

    private static Map<String, Object> responseTime(String stat) {
        return stat(
                "AWS/ApplicationELB",
                "TargetResponseTime",
                Map.of("TargetGroup", GROUP, "LoadBalancer", "app/production/50dc6c495c0c9188"),
                stat);
    }

    /** Asks for the last half hour. */
    private static Map<String, Object> asking(Map<String, Object> query) {
        return Map.of(
                "MetricDataQueries",
                List.of(query),
                "StartTime",
                Wire.START.minus(WINDOW),
                "EndTime",
                Wire.START,
                "ScanBy",
                "TimestampAscending");
    }

    private Wire.Answer ask(Map<String, Object> query) throws IOException {
        return wire.cbor("GetMetricData", asking(query));
    }

    private List<Body> results(Map<String, Object> query) throws IOException {
        return ask(query).body().bodies("MetricDataResults");
    }

    private List<Double> values(Map<String, Object> query) throws IOException {
        List<Body> results = results(query);
        assertThat(results).hasSize(1);
        return results.get(0).list("Values").stream().map(Double.class::cast).toList();
    }

    private List<Double> onThePorts(MetricQuery query) {
        return drill.points(query, WINDOW).stream().map(MetricPoint::value).toList();
    }

    @Test
    void getMetricData_search_isAsThroughThePorts() throws IOException {
        RequestCounts counts = drill.snapshot().requestCounts().get(0);

        assertThat(values(expression(search("RequestCount", GROUP))))
                .hasSize(29)
                .isEqualTo(onThePorts(counts.total()));
        assertThat(values(expression(search("HTTPCode_Target_5XX_Count", GROUP))))
                .isNotEmpty()
                .isEqualTo(onThePorts(counts.bad()));
    }

    @Test
    void getMetricData_searchByBothProtocols_namesTheQueryTheMetricAndTheTimes() throws IOException {
        Body result = results(expression(search("RequestCount", GROUP))).get(0);
        Body json = wire.cloudWatch("GetMetricData", asking(expression(search("RequestCount", GROUP))))
                .body()
                .bodies("MetricDataResults")
                .get(0);

        assertThat(result.textOr("Id", "")).isEqualTo("e1");
        assertThat(result.textOr("Label", "")).isEqualTo("RequestCount");
        assertThat(result.textOr("StatusCode", "")).isEqualTo("Complete");
        assertThat(result.list("Timestamps").get(0)).isEqualTo(Wire.START.minus(WINDOW));
        assertThat(json.list("Values")).hasSameSizeAs(result.list("Values"));
    }

    @Test
    void getMetricData_searchWithoutAName_findsEachMetricOfTheGroup() throws IOException {
        String all = "SEARCH('{AWS/ApplicationELB,TargetGroup,LoadBalancer} TargetGroup=\"%s\"', 'SampleCount')"
                .formatted(GROUP);
        var query = new HashMap<>(expression(all));
        query.put("Period", 300);

        assertThat(results(query))
                .extracting(result -> result.textOr("Label", ""))
                .containsExactlyInAnyOrder("RequestCount", "HTTPCode_Target_5XX_Count", "TargetResponseTime");
    }

    @Test
    void getMetricData_searchThatFindsNothing_hasNoResult() throws IOException {
        assertThat(results(expression(search("RequestCount", "targetgroup/other/0123456789abcdef"))))
                .isEmpty();
        assertThat(results(expression(search("RequestCount", GROUP).replace(",LoadBalancer", ""))))
                .isEmpty();
    }

    @Test
    void getMetricData_searchOfADrillWithoutTraffic_hasNoResult() throws IOException {
        try (Wire old = Wire.standingStill("bad-deploy")) {
            Body answer = old.cbor("GetMetricData", asking(expression(search("RequestCount", GROUP))))
                    .body();

            assertThat(answer.bodies("MetricDataResults")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m1 + m2",
                "SUM(SEARCH('{A,B} MetricName=\"x\"', 'Sum', 60))",
                "SEARCH('{A,B} MetricName=x', 'Sum', 60)",
                "SEARCH('{A,B} Other=\"x\"', 'Sum', 60)",
                "SEARCH('{A,B} MetricName=\"x\"', 'Median', 60)",
                "SEARCH('{A,B} MetricName=\"x\"', 'Sum', 61)",
                "SEARCH('{A,B} MetricName=\"x\"', 'Sum')"
            })
    void getMetricData_otherExpression_isRefused(String expression) throws IOException {
        assertThat(ask(expression(expression)).error()).startsWith("400 com.amazonaws.cloudwatch#");
    }

    @Test
    void getMetricData_expressionAndMetric_isRefused() throws IOException {
        var both = new HashMap<>(rate("Sum"));
        both.put("Expression", search("RequestCount", GROUP));

        assertThat(ask(both).error()).startsWith("400 com.amazonaws.cloudwatch#InvalidParameterValueException: ");
    }

    @Test
    void getMetricData_sampleCount_isTheNumberOfRequests() throws IOException {
        List<MetricPoint> points = drill.errorRates(WINDOW);

        assertThat(values(rate("Average")))
                .isEqualTo(points.stream().map(MetricPoint::value).toList());
        assertThat(values(rate("SampleCount")))
                .isEqualTo(points.stream().map(MetricPoint::samples).toList())
                .isEqualTo(values(expression(search("RequestCount", GROUP))));
    }

    @Test
    void getMetricData_sampleCountOfADrillWithoutTraffic_isOneAMinute() throws IOException {
        try (Wire old = Wire.standingStill("bad-deploy")) {
            Body answer = old.cbor(
                            "GetMetricData",
                            Map.of(
                                    "MetricDataQueries",
                                    List.of(rate("SampleCount")),
                                    "StartTime",
                                    Wire.START.minus(WINDOW),
                                    "EndTime",
                                    Wire.START))
                    .body();

            assertThat(answer.bodies("MetricDataResults").get(0).list("Values"))
                    .hasSize(29)
                    .allSatisfy(count -> assertThat(count).isEqualTo(1.0));
        }
    }

    @Test
    void getMetricData_percentiles_areInOrder() throws IOException {
        List<Double> median = values(responseTime("p50"));
        List<Double> tail = values(responseTime("p99"));
        List<Double> ninth = values(responseTime("p90"));

        assertThat(median).hasSize(29);
        for (int i = 0; i < median.size(); i++) {
            assertThat(median.get(i)).isLessThan(ninth.get(i));
            assertThat(ninth.get(i)).isLessThan(tail.get(i));
        }
        assertThat(tail.get(28)).as("worse in the incident").isGreaterThan(2 * tail.get(0));
        assertThat(values(responseTime("Average")).get(0)).isCloseTo(0.11, within(0.03));
    }

    @Test
    void getMetricStatistics_percentile_standsUnderExtendedStatistics() throws IOException {
        Map<String, Object> body = new HashMap<>(Map.of(
                "Namespace",
                "IncidentIQ/Demo",
                "MetricName",
                "ErrorRate",
                "Dimensions",
                List.of(Map.of("Name", "Service", "Value", "api-gateway")),
                "Period",
                60,
                "StartTime",
                Wire.START.minus(Duration.ofMinutes(5)),
                "EndTime",
                Wire.START));
        body.put("ExtendedStatistics", List.of("p50", "p99"));
        Body point = wire.cloudWatch("GetMetricStatistics", body)
                .body()
                .bodies("Datapoints")
                .get(0);

        assertThat(point.body("ExtendedStatistics").number("p50")).contains(0.0);
        assertThat(point.body("ExtendedStatistics").number("p99")).contains(100.0);
        body.put("Statistics", List.of("p99"));
        assertThat(wire.cloudWatch("GetMetricStatistics", body).error())
                .startsWith("400 InvalidParameterCombinationException: ");
        body.remove("ExtendedStatistics");
        assertThat(wire.cloudWatch("GetMetricStatistics", body).error())
                .startsWith("400 InvalidParameterValueException: ");
    }

    @Test
    void describeServices_targetGroup_isTheOneThatIsCounted() throws IOException {
        Body balancer = wire.service("api-gateway").bodies("loadBalancers").get(0);

        assertThat(balancer.textOr("targetGroupArn", "")).endsWith(":123456789012:" + GROUP);
        assertThat(balancer.has("advancedConfiguration")).isFalse();
    }

    @Test
    void describeServices_blueGreen_hasTwoTargetGroups() throws IOException {
        try (Wire blueGreen = Wire.of(BUSY.withBlueGreen(), Wire.slow())) {
            Body service = blueGreen.service("api-gateway");

            assertThat(service.body("deploymentConfiguration").textOr("strategy", ""))
                    .isEqualTo("BLUE_GREEN");
            assertThat(service.bodies("loadBalancers")
                            .get(0)
                            .body("advancedConfiguration")
                            .textOr("alternateTargetGroupArn", ""))
                    .endsWith(":targetgroup/api-gateway-alternate/fedcba9876543210");
        }
    }
}
