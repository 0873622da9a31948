package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class WebhookThatHangsTest {
    @Test
    void approval_teamCouldNotBeTold_needsItsConfirmation() throws Exception {
        // It connects, and nobody ever reads.
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServiceDrill drill = ServiceDrill.at(
                        1, FakeSns.shared(), URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/hook"))) {
            String id = drill.deliver();
            JsonNode waiting = drill.await(id, s -> ServiceDrill.is(s, "waiting") && !ServiceDrill.teamKnows(s));
            String form = "by=alice&confirm=no-migrations&plan=" + ServiceDrill.text(waiting, "plan");

            HttpResponse<String> refused = drill.approve(id, form);

            assertThat(refused.body()).contains("tell the team, then add confirm=team-notified");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(drill.writes()).isZero();

            assertThat(drill.approve(id, form + "&confirm=team-notified").statusCode())
                    .isEqualTo(202);
            drill.await(id, s -> ServiceDrill.text(s, "phase").equals("rolling out"));
            assertThat(drill.writes()).isEqualTo(1);
            assertThat(drill.approve(id, form).body()).contains("approved by alice");
        }
    }
}
