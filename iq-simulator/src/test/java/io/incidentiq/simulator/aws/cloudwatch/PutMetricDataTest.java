package io.incidentiq.simulator.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.JsonCodec;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PutMetricDataTest {
    private static final Instant MINUTE = Wire.START.minus(Duration.ofMinutes(3));

    private final Wire wire = Wire.standingStill("bad-deploy");

    @AfterEach
    void close() {
        wire.close();
    }

    private Wire.Answer put(Map<String, ?> more) throws IOException {
        var datum = new TreeMap<String, Object>(more);
        datum.putIfAbsent("MetricName", "Latency");
        datum.putIfAbsent("Timestamp", MINUTE);
        return wire.cbor("PutMetricData", Map.of("Namespace", "Own", "MetricData", List.of(datum)));
    }

    private List<Body> statistics(int period, Map<String, ?> more) throws IOException {
        var asked = new TreeMap<String, Object>(more);
        asked.putAll(Map.of("Namespace", "Own", "MetricName", "Latency", "Period", period));
        asked.put("Statistics", List.of("Average", "Sum", "Minimum", "Maximum", "SampleCount"));
        asked.put("StartTime", MINUTE);
        asked.put("EndTime", MINUTE.plusSeconds(60));
        return wire.cbor("GetMetricStatistics", asked).body().bodies("Datapoints");
    }

    private static void assertPoint(Body point, double count, double sum, double least, double most) {
        assertThat(point.number("SampleCount")).contains(count);
        assertThat(point.number("Sum")).contains(sum);
        assertThat(point.number("Average")).contains(sum / count);
        assertThat(point.number("Minimum")).contains(least);
        assertThat(point.number("Maximum")).contains(most);
    }

    @Test
    void putMetricData_counts_countEachValueSoOften() throws IOException {
        put(Map.of("Values", List.of(2, 8), "Counts", List.of(3, 1)));

        assertPoint(statistics(60, Map.of()).get(0), 4, 14, 2, 8);
    }

    @Test
    void putMetricData_statisticSet_countsAsItsValues() throws IOException {
        put(Map.of("StatisticValues", Map.of("SampleCount", 10, "Sum", 50, "Minimum", 1, "Maximum", 20)));
        put(Map.of("Value", 30));

        assertPoint(statistics(60, Map.of()).get(0), 11, 80, 1, 30);
    }

    @Test
    void putMetricData_units_areReadByThoseWhoNameThem() throws IOException {
        put(Map.of("Value", 3, "Unit", "Seconds"));
        put(Map.of("Value", 5, "Unit", "Count"));

        assertThat(statistics(60, Map.of("Unit", "Count")).get(0).number("Sum")).contains(5.0);
        assertThat(statistics(60, Map.of("Unit", "Percent"))).isEmpty();
        assertThat(statistics(60, Map.of()).get(0).textOr("Unit", "")).isEqualTo("Seconds");
    }

    @Test
    void putMetricData_standardResolution_isKeptByTheMinute() throws IOException {
        put(Map.of("Value", 3, "Timestamp", MINUTE.plusSeconds(40)));
        assertThat(statistics(10, Map.of()).get(0).instant("Timestamp")).contains(MINUTE);

        put(Map.of("Value", 3, "Timestamp", MINUTE.plusSeconds(40), "StorageResolution", 1));
        assertThat(statistics(10, Map.of()).get(1).instant("Timestamp")).contains(MINUTE.plusSeconds(40));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"Value": 1, "Values": [1]}                                | InvalidParameterCombinationException
                    {"Value": 1, "Counts": [1]}                                | InvalidParameterCombinationException
                    {"StatisticValues": {"SampleCount": 1}, "Value": 1}        | InvalidParameterCombinationException
                    {"StatisticValues": {"SampleCount": 1, "Sum": 1}}          | MissingRequiredParameterException
                    {"StatisticValues": {"SampleCount": 0, "Sum": 1, "Minimum": 1, "Maximum": 1}} | InvalidParameterValueException
                    {"StatisticValues": {"SampleCount": 1, "Sum": 1, "Minimum": 2, "Maximum": 1}} | InvalidParameterValueException
                    {"Values": [1, 2], "Counts": [1]}                          | InvalidParameterValueException
                    {"Values": [1], "Counts": [-1]}                            | InvalidParameterValueException
                    {"Values": ["x"]}                                          | SerializationException
                    {"Unit": "Furlongs", "Value": 1}                           | InvalidParameterValueException
                    {"StorageResolution": 7, "Value": 1}                       | InvalidParameterValueException
                    {}                                                         | MissingRequiredParameterException
                    """)
    void putMetricData_unsound_isRefusedAndPutsNothing(String datum, String error) throws IOException {
        Body unsound = Body.of(new JsonCodec().read(datum.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var more = new TreeMap<String, Object>();
        unsound.members().forEach((name, value) -> more.put(String.valueOf(name), value));

        assertThat(put(more).error()).startsWith("400 com.amazonaws.cloudwatch#" + error + ": ");
        assertThat(statistics(60, Map.of("Unit", "None"))).isEmpty();
        assertThat(wire.calls().get(0).textOr("effect", "")).isEqualTo("none");
    }
}
