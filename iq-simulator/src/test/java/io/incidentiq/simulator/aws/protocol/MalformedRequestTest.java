package io.incidentiq.simulator.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestTest {
    private static final Wire WIRE = Wire.standingStill("bad-deploy");

    @AfterAll
    static void close() {
        WIRE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "{\"cluster\": \"production\", \"services\": \"x\"}",
                "{\"cluster\": \"production\", \"services\": [7]}",
                "{\"cluster\": {}}",
                "{} {}",
                "{\"a\": nonsense}"
            })
    void json_malformed_isASerializationException(String body) throws IOException {
        assertThat(WIRE.ecs("DescribeServices", body.getBytes(StandardCharsets.UTF_8))
                        .error())
                .startsWith("400 SerializationException: ");
    }

    @Test
    void json_nestedDeeply_isASerializationException() throws IOException {
        assertThat(WIRE.ecs("DescribeServices", "{\"a\":".repeat(500).getBytes(StandardCharsets.UTF_8))
                        .error())
                .startsWith("400 SerializationException: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "bf61", "9f", "01", "a16161fc", "7b7fffffffffffffff", "5f41", "a10000", "c1"})
    void cbor_malformed_isRefused(String hex) throws IOException {
        assertThat(WIRE.cbor("GetMetricData", HexFormat.of().parseHex(hex)).error())
                .startsWith("400 com.amazonaws.cloudwatch#");
    }

    @Test
    void cbor_anyBytes_isNeverAnInternalError() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            var bytes = new byte[seed % 40];
            new Random(seed).nextBytes(bytes);

            assertThat(WIRE.cbor("GetMetricData", bytes).status())
                    .as("seed %d", seed)
                    .isEqualTo(400);
        }
    }

    @Test
    void body_tooLong_isRefused() throws IOException {
        assertThat(WIRE.ecs("DescribeServices", new byte[(1 << 20) + 1]).status())
                .isEqualTo(413);
    }

    @Test
    void operation_unknown_isRefused() throws IOException {
        assertThat(WIRE.ecs("DeleteService", Map.of()).error()).startsWith("400 UnknownOperationException: ");
    }

    @Test
    void path_unknown_isNotFound() throws IOException {
        assertThat(WIRE.status("/etc/passwd")).isEqualTo(404);
    }
}
