package io.incidentiq.simulator.aws.server;

import static io.incidentiq.simulator.Release.bad;
import static io.incidentiq.simulator.Release.good;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Change;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.protocol.Body;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scenario can have beyond a bad deployment, as AWS shows it. */
class SituationsTest {
    private static final String GATEWAY = "api-gateway";

    private static Scenario past() {
        return Scenario.create("past", "").deployed(good(40), ofDays(12)).deployed(good(41), ofDays(5));
    }

    private static Wire serve(Scenario scenario) {
        return Wire.of(scenario, Wire.slow());
    }

    private static Map<String, Object> lastMinutes(int minutes) {
        return Map.of(
                "MetricDataQueries",
                List.of(Map.of(
                        "Id",
                        "m",
                        "MetricStat",
                        Map.of(
                                "Metric",
                                Map.of(
                                        "Namespace",
                                        "IncidentIQ/Demo",
                                        "MetricName",
                                        "ErrorRate",
                                        "Dimensions",
                                        List.of(Map.of("Name", "Service", "Value", GATEWAY))),
                                "Period",
                                60,
                                "Stat",
                                "Average"))),
                "ScanBy",
                "TimestampAscending",
                "StartTime",
                Wire.START.minus(Duration.ofMinutes(minutes)),
                "EndTime",
                Wire.START);
    }

    private static List<?> values(Wire.Answer answer) {
        return answer.body().bodies("MetricDataResults").get(0).list("Values");
    }

    private static Map<String, Object> update(int revision) {
        return Map.of(
                "cluster", "production", "service", GATEWAY, "taskDefinition", "%s:%d".formatted(GATEWAY, revision));
    }

    private static List<Body> listed(Wire wire) throws IOException {
        return wire.ecs("ListServiceDeployments", Map.of("cluster", "production", "service", GATEWAY))
                .body()
                .bodies("serviceDeployments");
    }

    private static Body definition(Wire wire, int revision) throws IOException {
        return wire.ecs(
                        "DescribeTaskDefinition",
                        Map.of("taskDefinition", GATEWAY + ":" + revision, "include", List.of("TAGS")))
                .body();
    }

    /** The protocols have the words for it: text in JSON, IEEE 754 in CBOR. */
    @Test
    void getMetricData_notANumber_isSaidAsTheProtocolSaysIt() throws IOException {
        try (Wire wire = serve(past().before(ofSeconds(290), Change.metricShows(Double.NaN))
                .before(ofSeconds(170), Change.metricShows(Double.NEGATIVE_INFINITY)))) {
            List<?> json = values(wire.cloudWatch("GetMetricData", lastMinutes(6)));
            List<?> cbor = values(wire.cbor("GetMetricData", lastMinutes(6)));

            assertThat(json.get(1)).isEqualTo("NaN");
            assertThat(json.get(3)).isEqualTo("-Infinity");
            assertThat((Double) cbor.get(1)).isNaN();
            assertThat((Double) cbor.get(3)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void putMetricData_notANumber_isRefusedAsByCloudWatch() throws IOException {
        try (Wire wire = serve(past())) {
            Wire.Answer answer = wire.cbor(
                    "PutMetricData",
                    Map.of(
                            "Namespace",
                            "Own",
                            "MetricData",
                            List.of(Map.of("MetricName", "Latency", "Value", Double.NaN))));

            assertThat(answer.error())
                    .contains("InvalidParameterValueException")
                    .contains("NaN");
        }
    }

    @Test
    void getMetricData_successRateOfCountedRequests_isShown() throws IOException {
        Scenario counted = past().deployed(bad(42), ofMinutes(15))
                .withTraffic(2000)
                .withCorrelatedNoise(0.2, 0.5)
                .withSuccessRate();
        try (Wire wire = serve(counted)) {
            List<?> values = values(wire.cbor("GetMetricData", lastMinutes(30)));

            assertThat((Double) values.get(0)).isBetween(98.5, 100.0);
            assertThat((Double) values.get(values.size() - 1)).isBetween(75.0, 97.0);
        }
    }

    @Test
    void getMetricData_gapsAndLatePoints_areMissing() throws IOException {
        Scenario patchy = past().withGaps(0.3).withLatePoints(ofMinutes(2), ofMinutes(3));
        try (Wire wire = serve(patchy)) {
            Wire.Answer answer = wire.cbor("GetMetricData", lastMinutes(60));

            assertThat(values(answer)).hasSizeBetween(30, 50);
            assertThat(answer.body().bodies("MetricDataResults").get(0).textOr("StatusCode", ""))
                    .isEqualTo("Complete");
        }
    }

    @Test
    void describeServices_runsWhatWasDeregistered_andIsNotUpdatedToIt() throws IOException {
        try (Wire wire = serve(past().deployed(bad(42).withPlaces(2), ofMinutes(30))
                .before(ofMinutes(25), Change.breakerTrips())
                .before(ofMinutes(20), Change.deregisters(41)))) {
            Body service = wire.service(GATEWAY);

            assertThat(service.textOr("taskDefinition", "")).endsWith(GATEWAY + ":41");
            assertThat(service.number("runningCount")).contains(3);
            assertThat(definition(wire, 41).body("taskDefinition").textOr("status", ""))
                    .isEqualTo("INACTIVE");
            assertThat(wire.ecs("UpdateService", update(41)).error()).contains("TaskDefinition is inactive");
        }
    }

    @Test
    void stopServiceDeployment_previousDeregistered_returnsToItAllTheSame() throws IOException {
        Scenario hanging =
                past().deployed(bad(42).withPlaces(2), ofMinutes(5)).before(ofMinutes(4), Change.deregisters(41));
        try (Wire wire = Wire.of(
                hanging, AwsSimulatorOptions.defaults().withStart(Wire.START).withSpeed(10_000))) {
            String arn = listed(wire).get(0).textOr("serviceDeploymentArn", "");
            assertThat(wire.ecs("StopServiceDeployment", Map.of("serviceDeploymentArn", arn))
                            .status())
                    .isEqualTo(200);
            String definition = "";
            for (int i = 0; i < 1000 && !definition.endsWith(":41"); i++) {
                definition = wire.service(GATEWAY).textOr("taskDefinition", "");
            }

            assertThat(definition).endsWith(GATEWAY + ":41");
        }
    }

    @Test
    void listServiceDeployments_historyBehind_lacksWhatTheServiceShows() throws IOException {
        Scenario behind = past().deployed(bad(42), ofMinutes(15))
                .before(ofSeconds(1), Change.redeploys(41))
                .withHistoryBehind(ofMinutes(1));
        try (Wire wire = serve(behind)) {
            assertThat(wire.service(GATEWAY).textOr("taskDefinition", "")).endsWith(GATEWAY + ":41");
            assertThat(listed(wire)).hasSize(3);
        }
    }

    @Test
    void describeTaskDefinition_labelsAndTags_areWhereEcsHasThem() throws IOException {
        Scenario labelled = past().deployed(
                        bad(42).withLabel("git.commit.sha", "0f1e2d3").withDefinitionTag("commit", "0f1e2d3"),
                        ofMinutes(15));
        try (Wire wire = serve(labelled)) {
            Body answer = definition(wire, 42);
            Body container =
                    answer.body("taskDefinition").bodies("containerDefinitions").get(0);

            assertThat(container.body("dockerLabels").textOr("git.commit.sha", ""))
                    .isEqualTo("0f1e2d3");
            assertThat(answer.bodies("tags"))
                    .anySatisfy(tag -> assertThat(tag.textOr("key", "") + "=" + tag.textOr("value", ""))
                            .isEqualTo("commit=0f1e2d3"));
            assertThat(definition(wire, 41)
                            .body("taskDefinition")
                            .bodies("containerDefinitions")
                            .get(0)
                            .has("dockerLabels"))
                    .isFalse();
        }
    }

    @Test
    void updateService_portOfTheLoadBalancerMissing_isRefused() throws IOException {
        try (Wire wire = serve(past().deployed(bad(42).withPort(9090), ofMinutes(15)))) {
            assertThat(wire.service(GATEWAY).bodies("loadBalancers").get(0).number("containerPort"))
                    .contains(9090);
            assertThat(wire.ecs("UpdateService", update(41)).error())
                    .isEqualTo(
                            "400 InvalidParameterException: The container web did not have a container port 9090 defined.");
        }
    }

    @Test
    void statePage_truth_isWithoutNoise() throws IOException {
        try (Wire wire = serve(past().deployed(bad(42), ofMinutes(15))
                .before(ofMinutes(1), Change.dependencyFails(12))
                .withTraffic(10))) {
            Body gateway = Body.of(wire.get("/_simulator/state")).bodies("services").stream()
                    .filter(service -> service.textOr("name", "").equals(GATEWAY))
                    .findFirst()
                    .orElseThrow();

            assertThat(gateway.body("truth").list("revisions")).isEqualTo(List.of(42));
            assertThat(gateway.body("truth").number("errorRatePercent")).contains(12.0);
            assertThat(gateway.body("truth").number("ownErrorRatePercent")).contains(8.5);
        }
    }
}
