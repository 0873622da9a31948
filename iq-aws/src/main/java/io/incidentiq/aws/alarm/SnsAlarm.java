package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import io.incidentiq.rollback.plan.Incident.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alarm as Amazon SNS delivers it. */
final class SnsAlarm {
    private final Node alarm;
    private final Node trigger;
    private final Optional<String> topic;

    /** @param topic the ARN of the topic, where the message came in its envelope: older messages name the Region nowhere else */
    SnsAlarm(Node alarm, Optional<String> topic) {
        this.alarm = alarm;
        this.trigger = alarm.object("Trigger");
        this.topic = topic;
    }

    static boolean is(Node node) {
        return node.has("AlarmName") && node.has("NewStateValue");
    }

    Incident incident() {
        Optional<String> arn = alarm.text("AlarmArn");
        Incident plain = Muting.read(States.alarmed(alarm.text("AlarmName"), alarm.text("NewStateValue")), alarm);
        var origin = new Origin(
                List.of(Origin.region(arn), Origin.region(topic), alarm.text("Region")),
                List.of(alarm.text("AWSAccountId"), Origin.account(arn)));
        Incident incident = alarm.has("AlarmRule") ? States.rule(origin.placed(plain)) : watched(plain, origin);
        return new Beginning(evidence()).of(incident);
    }

    private Incident watched(Incident plain, Origin origin) {
        boolean band = trigger.has("ThresholdMetricId");
        Incident incident = trigger.number("Threshold")
                .map(plain::withThreshold)
                .orElseGet(() -> band ? plain.lacking(Part.THRESHOLD, "a band") : plain);
        List<Watch> watches = Watch.alone(trigger)
                .map(List::of)
                .orElseGet(
                        () -> trigger.objects("Metrics").stream().map(Watch::of).toList());
        var crossing = new Watched.Crossing(
                trigger.text("ComparisonOperator"), alarm.text("NewStateReason").orElse(""), band);
        Map<String, String> contributor = alarm.either("AlarmContributor", "alarmContributor")
                .either("Attributes", "attributes")
                .texts();
        return new Watched(watches, crossing, contributor).of(incident, origin);
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
