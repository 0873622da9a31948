package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.MetricPoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What a scenario shows by seed is kept from version to version: seeds stand in bug reports. */
class SameBytesTest {
    private static final int SHOWN = 16;

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvFileSource(resources = "/same-bytes.csv")
    void named_seed_showsWhatItAlwaysDid(String scenario, long seed, String expected) {
        assertThat(hash(played(Scenario.named(scenario), seed))).isEqualTo(expected);
    }

    private static String played(Scenario scenario, long seed) {
        GatewayDrill drill = GatewayDrill.of(scenario.withThrottled(0).withLostAnswer(0), seed);
        String before = shown(drill, Duration.ofHours(3));
        drill.update(drill.history().size() == 1 ? 1 : 40);
        drill.pass(Duration.ofMinutes(12));
        return before + "\n" + shown(drill, Duration.ofMinutes(20));
    }

    private static String shown(GatewayDrill drill, Duration metrics) {
        var snapshot = drill.snapshot();
        return List.of(
                        snapshot.rollouts(),
                        snapshot.events(),
                        drill.history(),
                        values(drill.errorRates(metrics)),
                        drill.simulation().calls(),
                        drill.simulation().effectiveDeployments())
                .toString();
    }

    /** Points as they were written when the hashes were taken; what one is made of came later. */
    private static List<String> values(List<MetricPoint> points) {
        return points.stream()
                .map(point -> "MetricPoint[start=%s, value=%s]".formatted(point.start(), point.value()))
                .toList();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
