package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class ShutdownTest {
    @Test
    void close_rollbackUnderWay_isGivenUpAndTheTeamTold() throws Exception {
        try (Webhook webhook = Webhook.serve(text -> {});
                ServiceDrill drill = ServiceDrill.at(1, FakeSns.shared(), webhook.address())) {
            String id = drill.deliver();
            JsonNode waiting = drill.await(id, s -> ServiceDrill.is(s, "waiting"));
            drill.approve(
                    id,
                    "by=alice&plan=" + ServiceDrill.text(waiting, "plan")
                            + "&confirm=team-notified&confirm=no-migrations");
            drill.await(id, s -> ServiceDrill.text(s, "phase").equals("rolling out"));

            drill.stop();

            assertThat(webhook.messages()).last().asString().contains("CANCELLED", "it is shut down");
            assertThat(drill.writes()).isEqualTo(1);
        }
    }
}
