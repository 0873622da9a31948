package io.incidentiq.simulator;

import static io.incidentiq.simulator.Release.bad;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static Alarm alarm(Scenario scenario) {
        return Alarm.of(Past.play(scenario).simulation(), GatewayDrill.GATEWAY);
    }

    private static void assertIsJson(String text) throws IOException {
        try (var parser = new JsonFactory().createParser(text)) {
            int tokens = 0;
            while (parser.nextToken() != null) {
                tokens++;
            }
            assertThat(tokens).isGreaterThan(30);
        }
    }

    @Test
    void snsMessage_badDeploy_listsThePointsThatCrossed() throws IOException {
        Alarm alarm = alarm(Past.badDeploy());
        String message = alarm.snsMessage();

        assertIsJson(message);
        assertThat(message)
                .contains("\"AlarmName\":\"api-gateway-errors\"")
                .contains("\"NewStateReason\":\"Threshold Crossed: 3 out of the last 3 datapoints [")
                .contains("(14/02/26 02:00:00)")
                .contains("were greater than the threshold (5.0)")
                .contains("\"ComparisonOperator\":\"GreaterThanThreshold\"")
                .contains("\"Dimensions\":[{\"value\":\"api-gateway\",\"name\":\"Service\"}]");
        assertThat(alarm.wentOffAt())
                .isBetween(Simulation.START.minus(ofMinutes(12)), Simulation.START.minus(ofMinutes(9)));
    }

    @Test
    void event_badDeploy_hasWhatWasEvaluated() throws IOException {
        String event = alarm(Past.badDeploy()).event();

        assertIsJson(event);
        assertThat(event)
                .contains("\"detail-type\":\"CloudWatch Alarm State Change\"")
                .contains("\\\"evaluatedDatapoints\\\":[{\\\"timestamp\\\":\\\"2026-02-14T02:")
                .doesNotContain("muteDetail");
    }

    @Test
    void withSuccessRate_lowerIsWorse() {
        assertThat(alarm(Past.badDeploy().withSuccessRate()).snsMessage())
                .contains("were less than the threshold (95.0)")
                .contains("LessThanThreshold");
    }

    @Test
    void withDatapoints_anEarlierBlip_isTheFirstThatCrossed() {
        Scenario blip = Past.good()
                .before(ofMinutes(25), Change.dependencyFails(30, ofMinutes(1)))
                .deployed(bad(42), ofMinutes(15));

        assertThat(alarm(blip).withDatapoints(3, 15).snsMessage()).contains("(14/02/26 01:49:00)");
        assertThat(alarm(blip).snsMessage()).doesNotContain("01:49:00");
    }

    @Test
    void with_elsewhere_saysSo() {
        Alarm alarm = alarm(Past.badDeploy());

        assertThat(alarm.withRegion("eu-west-1").snsMessage())
                .contains("\"Region\":\"EU (Ireland)\"")
                .contains("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:api-gateway-errors");
        assertThat(alarm.withRegion("eu-west-1").event()).contains("\"region\":\"eu-west-1\"");
        assertThat(alarm.withAccount("999988887777").event())
                .contains("\"account\":\"999988887777\"")
                .doesNotContain("123456789012");
        assertThat(alarm.withMonitoringAccount("999988887777").snsMessage())
                .contains("\"AWSAccountId\":\"999988887777\"")
                .contains("\"Metrics\":[{\"AccountId\":\"123456789012\"");
        assertThat(alarm.withMonitoringAccount("999988887777").event()).contains("\"accountId\":\"123456789012\"");
        assertThat(alarm.withMetric("AWS/ECS", "CPU", Map.of("ClusterName", "staging", "ServiceName", "auth-service"))
                        .event())
                .contains("\"dimensions\":{\"ClusterName\":\"staging\",\"ServiceName\":\"auth-service\"}");
        assertThat(alarm.withMuteRule().event())
                .contains(
                        "\"muteDetail\":{\"mutedByArn\":\"arn:aws:cloudwatch:us-east-1:123456789012:alarm-mute-rule:");
        assertThat(alarm.withName("say \"hello\"").event()).contains("say \\\"hello\\\"");
    }

    @Test
    void snsMessage_nothingWrong_isRefused() {
        assertThatThrownBy(() -> alarm(Past.good()).snsMessage())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 of 3 datapoints above 5.0");
        assertThatThrownBy(() -> alarm(Past.good()).withDatapoints(4, 3)).hasMessageContaining("4 of 3");
    }

    @Test
    void snsMessage_incidentOver_isThatOfTheLastTime() {
        Scenario spike = Past.good().before(ofMinutes(40), Change.dependencyFails(9, ofMinutes(10)));

        assertThat(alarm(spike).wentOffAt()).isBefore(Simulation.START.minus(ofMinutes(30)));
        assertThat(alarm(spike).above(0.1).wentOffAt()).isBefore(Simulation.START.minus(ofMinutes(1000)));
    }
}
