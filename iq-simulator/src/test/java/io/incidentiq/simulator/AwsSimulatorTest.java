package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.server.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsSimulatorTest {
    @Test
    void serve_anyPort_listensOnLoopbackAlone() {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            assertThat(wire.simulator().uri().getHost()).isEqualTo("127.0.0.1");
            assertThat(wire.simulator().uri().getPort()).isPositive();
        }
    }

    @Test
    void call_anyOperation_isListedWithItsEffect() throws IOException {
        try (Wire wire = Wire.standingStill("bad-deploy")) {
            wire.service("api-gateway");
            wire.ecs(
                    "UpdateService",
                    Map.of("cluster", "production", "service", "api-gateway", "taskDefinition", "api-gateway:41"));
            List<Body> calls = wire.calls();

            assertThat(calls)
                    .extracting(c -> c.textOr("operation", ""))
                    .containsExactly("DescribeServices", "UpdateService");
            assertThat(calls).extracting(c -> c.textOr("service", "")).containsOnly("api-gateway");
            assertThat(calls.get(0).textOr("effect", "")).isEqualTo("none");
            assertThat(calls.get(1).textOr("effect", "")).startsWith("deployment ");
            assertThat(calls.get(1).textOr("time", "")).startsWith("2026-02-14T02:14:0");
        }
    }
}
