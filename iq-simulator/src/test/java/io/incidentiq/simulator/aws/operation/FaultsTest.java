package io.incidentiq.simulator.aws.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
    private static Wire.Answer update(Wire wire) throws IOException {
        return wire.ecs(
                "UpdateService",
                Map.of("cluster", "production", "service", "api-gateway", "taskDefinition", "api-gateway:41"));
    }

    private static List<String> effects(Wire wire) throws IOException {
        return wire.calls().stream()
                .map(call -> call.textOr("effect", ""))
                .map(effect -> effect.split(" ", 2)[0])
                .toList();
    }

    private static String runs(Wire wire) throws IOException {
        return AwsNames.last(wire.service("api-gateway").textOr("taskDefinition", ""));
    }

    @Test
    void throttled_everyCall_isRefusedAndDoesNothing() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.Throttled(1))) {
            assertThat(update(wire).error()).isEqualTo("400 ThrottlingException: Rate exceeded");
            wire.simulator().setFaults();

            assertThat(runs(wire)).isEqualTo("api-gateway:42");
            assertThat(wire.calls().get(0).textOr("error", "")).isEqualTo("ThrottlingException");
        }
    }

    @Test
    void throttled_byTheScenario_isRefusedForItsShare() throws IOException {
        try (Wire wire = Wire.standingStill("throttled")) {
            for (int i = 0; i < 200; i++) {
                wire.ecs("ListClusters", Map.of());
            }

            assertThat(wire.calls())
                    .filteredOn(call -> call.number("status").orElse(0).intValue() == 400)
                    .hasSizeBetween(40, 80);
        }
    }

    @Test
    void skewedClock_everyCall_isRefusedInAwsWords() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.SkewedClock(Duration.ofMinutes(20)))) {
            assertThat(update(wire).error())
                    .matches("400 InvalidSignatureException: Signature expired: \\d{8}T\\d{6}Z is now earlier than .*");
            wire.simulator().setFaults();

            assertThat(runs(wire)).isEqualTo("api-gateway:42");
        }
    }

    @Test
    void latency_eachCall_takesThatLong() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.Latency(Duration.ofMillis(120)))) {
            long before = System.nanoTime();
            wire.ecs("ListClusters", Map.of());

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        }
    }

    @Test
    void staleReads_afterAWrite_showWhatWasBeforeIt() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.StaleReads(Duration.ofSeconds(10)))) {
            assertThat(update(wire).status()).isEqualTo(200);
            assertThat(runs(wire)).isEqualTo("api-gateway:42");
            wire.simulator().setFaults();

            assertThat(runs(wire)).isEqualTo("api-gateway:41");
        }
    }

    @ParameterizedTest
    @EnumSource(AwsFault.Effect.class)
    void lostAnswer_effect_showsAsItSays(AwsFault.Effect effect) throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.LostAnswers(1, effect))) {
            assertThatThrownBy(() -> update(wire)).isInstanceOf(IOException.class);

            boolean happened = effect == AwsFault.Effect.AT_ONCE;
            assertThat(runs(wire)).isEqualTo(happened ? "api-gateway:41" : "api-gateway:42");
            assertThat(effects(wire).get(0))
                    .isEqualTo(
                            switch (effect) {
                                case AT_ONCE -> "deployment";
                                case LATER -> "pending";
                                case NEVER -> "none";
                            });
            assertThat(update(wire).status()).as("the second write is answered").isEqualTo(200);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void lostAnswer_byTheScenario_takesEffectWithinSecondsOrNever(long seed) throws IOException {
        AwsSimulatorOptions fast = AwsSimulatorOptions.defaults()
                .withStart(Wire.START)
                .withSeed(seed)
                .withSpeed(1000);
        try (Wire wire = Wire.of(Scenario.named("bad-deploy").withLostAnswer(1), fast)) {
            assertThatThrownBy(() -> update(wire)).isInstanceOf(IOException.class);
            String effect;
            do {
                runs(wire);
                effect = effects(wire).get(0);
            } while (effect.equals("pending"));

            assertThat(effect).isIn("none", "deployment");
            assertThat(runs(wire)).isEqualTo(effect.equals("deployment") ? "api-gateway:41" : "api-gateway:42");
        }
    }

    @Test
    void denied_operation_saysWhichAction() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.Denied("UpdateService"))) {
            assertThat(update(wire).error())
                    .startsWith("400 AccessDeniedException: ")
                    .contains("is not authorized to perform: ecs:UpdateService");
            assertThat(runs(wire)).isEqualTo("api-gateway:42");
        }
    }

    @Test
    void expiredTokenAndServerFailure_answerAsAws() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.ExpiredToken())) {
            assertThat(update(wire).error()).startsWith("400 ExpiredTokenException");
            wire.simulator().setFaults(new AwsFault.ServerFailure("UpdateService"));

            assertThat(update(wire).error()).startsWith("500 ServerException");
        }
    }

    @Test
    void partialMetrics_set_saysSo() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy", new AwsFault.PartialMetrics())) {
            Map<String, Object> metric = Map.of(
                    "Namespace",
                    "N",
                    "MetricName",
                    "M",
                    "Dimensions",
                    List.of(Map.of("Name", "Service", "Value", "api-gateway")));
            Map<String, Object> query =
                    Map.of("Id", "m", "MetricStat", Map.of("Metric", metric, "Period", 60, "Stat", "Average"));
            Body result = wire.cbor(
                            "GetMetricData",
                            Map.of(
                                    "MetricDataQueries",
                                    List.of(query),
                                    "StartTime",
                                    Wire.START.minusSeconds(600),
                                    "EndTime",
                                    Wire.START))
                    .body()
                    .bodies("MetricDataResults")
                    .get(0);

            assertThat(result.textOr("StatusCode", "")).isEqualTo("PartialData");
            assertThat(result.list("Values")).hasSizeLessThan(9).isNotEmpty();
        }
    }
}
