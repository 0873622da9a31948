package io.incidentiq.simulator.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudWatchOperationsTest {
    private final Wire wire = Wire.standingStill("bad-deploy");

    @AfterEach
    void close() {
        wire.close();
    }

    private static Map<String, Object> metric(String service) {
        return Map.of(
                "Namespace",
                "IncidentIQ/Demo",
                "MetricName",
                "ErrorRate",
                "Dimensions",
                List.of(Map.of("Name", "Service", "Value", service)));
    }

    private static Map<String, Object> data(String service) {
        return Map.of(
                "MetricDataQueries",
                List.of(Map.of(
                        "Id", "e1", "MetricStat", Map.of("Metric", metric(service), "Period", 60, "Stat", "Average"))),
                "StartTime",
                Wire.START.minus(Duration.ofMinutes(20)),
                "EndTime",
                Wire.START);
    }

    private static Map<String, Object> plus(Map<String, Object> body, String name, Object value) {
        var more = new HashMap<>(body);
        more.put(name, value);
        return more;
    }

    @Test
    void getMetricData_cbor_hasInstantsAndDoublesNewestFirst() throws IOException {
        Wire.Answer answer = wire.cbor("GetMetricData", data("api-gateway"));
        Body result = answer.body().bodies("MetricDataResults").get(0);

        assertThat(answer.header("smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(answer.header("Content-Type")).isEqualTo("application/cbor");
        assertThat(result.textOr("StatusCode", "")).isEqualTo("Complete");
        assertThat(result.list("Timestamps"))
                .as("the last minute isn't published yet")
                .hasSize(19);
        assertThat(result.list("Timestamps").get(0)).isEqualTo(Instant.parse("2026-02-14T02:12:00Z"));
        assertThat((Double) result.list("Values").get(0)).isBetween(7.5, 9.5);
        assertThat((Double) result.list("Values").get(18)).isLessThan(1);
    }

    @Test
    void getMetricData_json_saysTheSame() throws IOException {
        Body json = wire.cloudWatch("GetMetricData", data("api-gateway")).body();
        Body cbor = wire.cbor("GetMetricData", data("api-gateway")).body();

        assertThat(json.bodies("MetricDataResults").get(0).list("Values"))
                .isEqualTo(cbor.bodies("MetricDataResults").get(0).list("Values"));
    }

    @Test
    void getMetricData_fewPointsAPage_isPartialUntilTheLast() throws IOException {
        var values = new ArrayList<Object>();
        var codes = new ArrayList<String>();
        String token = "";
        do {
            Map<String, Object> page = plus(data("api-gateway"), "MaxDatapoints", 8);
            Body answer = wire.cbor("GetMetricData", token.isEmpty() ? page : plus(page, "NextToken", token))
                    .body();
            Body result = answer.bodies("MetricDataResults").get(0);
            values.addAll(result.list("Values"));
            codes.add(result.textOr("StatusCode", ""));
            token = answer.textOr("NextToken", "");
        } while (!token.isEmpty());

        assertThat(codes).containsExactly("PartialData", "PartialData", "Complete");
        assertThat(values)
                .isEqualTo(wire.cbor("GetMetricData", data("api-gateway"))
                        .body()
                        .bodies("MetricDataResults")
                        .get(0)
                        .list("Values"));
    }

    @Test
    void getMetricData_unknownMetric_isCompleteAndEmpty() throws IOException {
        Body result = wire.cbor("GetMetricData", data("billing"))
                .body()
                .bodies("MetricDataResults")
                .get(0);

        assertThat(result.textOr("StatusCode", "")).isEqualTo("Complete");
        assertThat(result.list("Values")).isEmpty();
    }

    @Test
    void getMetricData_endBeforeStart_isRefusedByBothProtocols() throws IOException {
        Map<String, Object> body = plus(data("api-gateway"), "EndTime", Wire.START.minus(Duration.ofHours(1)));
        Wire.Answer cbor = wire.cbor("GetMetricData", body);
        Wire.Answer json = wire.cloudWatch("GetMetricData", body);

        assertThat(cbor.error()).startsWith("400 com.amazonaws.cloudwatch#InvalidParameterValueException: ");
        assertThat(json.error()).startsWith("400 InvalidParameterValueException: ");
        assertThat(json.header("x-amzn-query-error")).isEqualTo("InvalidParameterValue;Sender");
    }

    @Test
    void getMetricStatistics_average_hasOnePointAPeriod() throws IOException {
        Map<String, Object> body = plus(metric("api-gateway"), "Statistics", List.of("Average"));
        body.putAll(Map.of("Period", 60, "StartTime", Wire.START.minus(Duration.ofMinutes(5)), "EndTime", Wire.START));
        Body answer = wire.cloudWatch("GetMetricStatistics", body).body();

        assertThat(answer.textOr("Label", "")).isEqualTo("ErrorRate");
        assertThat(answer.bodies("Datapoints"))
                .hasSize(4)
                .allSatisfy(point -> assertThat(
                                point.number("Average").orElseThrow().doubleValue())
                        .isBetween(7.5, 9.5));
    }

    @Test
    void putMetricData_ownMetric_isReadBack() throws IOException {
        Map<String, Object> datum = Map.of(
                "MetricName", "Latency", "Timestamp", Wire.START.minus(Duration.ofMinutes(3)), "Values", List.of(2, 4));
        assertThat(wire.cbor("PutMetricData", Map.of("Namespace", "Own", "MetricData", List.of(datum)))
                        .status())
                .isEqualTo(200);

        Map<String, Object> query = Map.of(
                "Id",
                "l",
                "MetricStat",
                Map.of("Metric", Map.of("Namespace", "Own", "MetricName", "Latency"), "Period", 60, "Stat", "Average"));
        assertThat(wire.cbor("GetMetricData", plus(data(""), "MetricDataQueries", List.of(query)))
                        .body()
                        .bodies("MetricDataResults")
                        .get(0)
                        .list("Values"))
                .isEqualTo(List.of(3.0));
    }

    @Test
    void describeAlarms_drill_hasNone() throws IOException {
        assertThat(wire.cbor("DescribeAlarms", Map.of()).body().list("MetricAlarms"))
                .isEmpty();
    }
}
