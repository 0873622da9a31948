package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import io.incidentiq.rollback.plan.Incident.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        Incident plain = States.alarmed(alarm.text("AlarmName"), alarm.text("NewStateValue"));
        Incident placed = Origin.of(
                plain,
                List.of(Origin.region(arn), Origin.region(topic), alarm.text("Region")),
                List.of(alarm.text("AWSAccountId"), Origin.account(arn)));
        return new Beginning(evidence()).of(alarm.has("AlarmRule") ? States.rule(placed) : watched(placed));
    }

    private Incident watched(Incident plain) {
        Incident incident = trigger.number("Threshold")
                .map(plain::withThreshold)
                .orElseGet(() -> trigger.has("ThresholdMetricId") ? plain.lacking(Part.THRESHOLD, "a band") : plain);
        Optional<Incident.Metric> metric = Metrics.one(trigger);
        return metric.isPresent()
                ? Metrics.with(incident, metric.get())
                : Metrics.all(incident, trigger.objects("Metrics"));
    }

    private Beginning.Evidence evidence() {
        return new Beginning.Evidence(
                alarm.text("StateChangeTime").flatMap(Times::instant).orElse(null),
                alarm.text("NewStateReason").orElse(""),
                Node.NONE,
                trigger.number("Period"),
                trigger.number("EvaluationPeriods"),
                children());
    }

    private List<Instant> children() {
        var times = new ArrayList<Instant>();
        for (Node child : alarm.objects("TriggeringChildren")) {
            Node state = child.object("State");
            state.text("Timestamp")
                    .filter(t -> States.ALARM.equals(state.text("Value").orElse("")))
                    .flatMap(Times::instant)
                    .ifPresent(times::add);
        }
        return times;
    }
}
