package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.aws.alarm.text.Times;
import io.incidentiq.aws.alarm.text.Words;
import io.incidentiq.rollback.Incident;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An alarm as DescribeAlarms has it: {@code aws cloudwatch describe-alarms}, or one of its alarms alone. */
public final class DescribedAlarm {
    private final Node alarm;

    public DescribedAlarm(Node alarm) {
        this.alarm = alarm;
    }

    public static boolean is(Node node) {
        return node.has("AlarmName") && node.has("StateValue");
    }

    public static boolean areListed(Node node) {
        return node.has("MetricAlarms") || node.has("CompositeAlarms");
    }

    /** Returns the one alarm that is in ALARM. */
    public static DescribedAlarm among(Node list) {
        List<Node> all = Stream.concat(list.objects("MetricAlarms").stream(), list.objects("CompositeAlarms").stream())
                .toList();
        List<Node> on =
                all.stream().filter(a -> a.says("StateValue", States.ALARM)).toList();
        if (on.size() == 1 || all.size() == 1) {
            return new DescribedAlarm(on.isEmpty() ? all.get(0) : on.get(0));
        }
        throw NotAnAlarm.found(
                on.isEmpty()
                        ? "%d alarms of describe-alarms, none of them in ALARM".formatted(all.size())
                        : "%d alarms in ALARM of describe-alarms (%s); pass one of them"
                                .formatted(
                                        on.size(),
                                        Words.some(on.stream()
                                                .map(a -> a.text("AlarmName").orElse(""))
                                                .toList())));
    }

    public Incident incident() {
        Incident plain = Muting.read(States.alarmed(alarm.text("AlarmName"), alarm.text("StateValue")), alarm);
        Optional<String> arn = alarm.text("AlarmArn");
        var origin = new Origin(List.of(Origin.region(arn)), List.of(Origin.account(arn)));
        Incident incident = alarm.has("AlarmRule") ? States.rule(origin.placed(plain)) : watched(plain, origin);
        return new Beginning(evidence()).of(incident);
    }

    private Incident watched(Incident plain, Origin origin) {
        var crossing = new Watched.Crossing(
                alarm.text("ComparisonOperator"),
                alarm.number("Threshold"),
                alarm.text("StateReason").orElse(""),
                alarm.has("ThresholdMetricId"));
        return new Watched(Watch.all(alarm), crossing, Map.of()).of(plain, origin);
    }

    private Beginning.Evidence evidence() {
        Node data = States.data(alarm.text("StateReasonData"));
        return new Beginning.Evidence(
                alarm.text("StateTransitionedTimestamp", "StateUpdatedTimestamp")
                        .flatMap(Times::instant)
                        .orElse(null),
                alarm.text("StateReason").orElse(""),
                data,
                alarm.number("Period").or(() -> data.number("period")),
                alarm.number("EvaluationPeriods"),
                States.children(data.objects("triggeringAlarms")));
    }
}
