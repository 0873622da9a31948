package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.Times;
import io.incidentiq.rollback.Incident;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alarm as Amazon SNS delivers it. */
public final class SnsAlarm {
    private final Node alarm;
    private final Node trigger;
    private final Optional<String> topic;

    /** @param topic the ARN of the topic, where the message came in its envelope: older messages name the Region nowhere else */
    public SnsAlarm(Node alarm, Optional<String> topic) {
        this.alarm = alarm;
        this.trigger = alarm.object("Trigger");
        this.topic = topic;
    }

    public static boolean is(Node node) {
        return node.has("AlarmName") && node.has("NewStateValue");
    }

    public Incident incident() {
        Optional<String> arn = alarm.text("AlarmArn");
        Incident plain = Muting.read(States.alarmed(alarm.text("AlarmName"), alarm.text("NewStateValue")), alarm);
        var origin = new Origin(
                List.of(Origin.region(arn), Origin.region(topic), alarm.text("Region")),
                List.of(alarm.text("AWSAccountId"), Origin.account(arn)));
        Incident incident = alarm.has("AlarmRule") ? States.rule(origin.placed(plain)) : watched(plain, origin);
        return new Beginning(evidence()).of(incident);
    }

    private Incident watched(Incident plain, Origin origin) {
        var crossing = new Watched.Crossing(
                trigger.text("ComparisonOperator"),
                trigger.number("Threshold"),
                alarm.text("NewStateReason").orElse(""),
                trigger.has("ThresholdMetricId"));
        Map<String, String> contributor = alarm.either("AlarmContributor", "alarmContributor")
                .either("Attributes", "attributes")
                .texts();
        return new Watched(Watch.all(trigger), crossing, contributor).of(plain, origin);
    }

    private Beginning.Evidence evidence() {
        return new Beginning.Evidence(
                alarm.text("StateChangeTime").flatMap(Times::instant).orElse(null),
                alarm.text("NewStateReason").orElse(""),
                Node.NONE,
                trigger.number("Period"),
                trigger.number("EvaluationPeriods"),
                States.children(alarm.objects("TriggeringChildren")));
    }
}
