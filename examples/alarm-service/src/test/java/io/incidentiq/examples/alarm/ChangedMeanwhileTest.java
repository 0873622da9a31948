package io.incidentiq.examples.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class ChangedMeanwhileTest {
    @Test
    void approval_serviceWasDeployedSincePlanning_changesNothingAndApprovesNoOtherPlan() throws Exception {
        try (Webhook webhook = Webhook.serve(text -> {});
                ServiceDrill drill = ServiceDrill.at(3, FakeSns.shared(), webhook.address())) {
            String id = drill.deliver();
            JsonNode waiting = drill.await(id, s -> ServiceDrill.is(s, "waiting"));
            String plan = ServiceDrill.text(waiting, "plan");
            // A plan of this very moment isn't checked against the world again.
            Instant planned = drill.now();
            drill.await(id, s -> drill.now().isAfter(planned.plusSeconds(11)));
            drill.somebodyDeploys();
            assertThat(drill.writes()).isEqualTo(1);

            drill.approve(id, "by=alice&confirm=team-notified&confirm=no-migrations&plan=" + plan);

            JsonNode now = drill.await(
                    id,
                    s -> !ServiceDrill.text(s, "outcome").isEmpty()
                            && (ServiceDrill.is(s, "waiting") || ServiceDrill.is(s, "over")));
            assertThat(ServiceDrill.text(now, "outcome")).isEqualTo("REFUSED");
            assertThat(drill.writes()).isEqualTo(1);
            assertThat(drill.approve(id, "by=alice&plan=" + plan).statusCode()).isEqualTo(409);
        }
    }
}
