package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import io.incidentiq.rollback.plan.Incident.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An alarm as DescribeAlarms has it: {@code aws cloudwatch describe-alarms}, or one of its alarms alone. */
final class DescribedAlarm {
    private static final int NAMED = 8;

    private final Node alarm;

    DescribedAlarm(Node alarm) {
        this.alarm = alarm;
    }

    static boolean is(Node node) {
        return node.has("AlarmName") && node.has("StateValue");
    }

    static boolean areListed(Node node) {
        return node.has("MetricAlarms") || node.has("CompositeAlarms");
    }

    /** Returns the one alarm that is in ALARM. */
    static DescribedAlarm among(Node list) {
        List<Node> all = Stream.concat(list.objects("MetricAlarms").stream(), list.objects("CompositeAlarms").stream())
                .toList();
        List<Node> on = all.stream()
                .filter(a -> a.text("StateValue").filter(States.ALARM::equals).isPresent())
                .toList();
        if (on.size() == 1 || all.size() == 1) {
            return new DescribedAlarm(on.isEmpty() ? all.get(0) : on.get(0));
        }
        throw NotAnAlarm.found(
                on.isEmpty()
                        ? "%d alarms of describe-alarms, none of them in ALARM".formatted(all.size())
                        : "%d alarms in ALARM of describe-alarms (%s); pass one of them"
                                .formatted(on.size(), names(on)));
    }

    private static String names(List<Node> alarms) {
        return alarms.stream()
                        .limit(NAMED)
                        .map(a -> Words.quoted(a.text("AlarmName").orElse("")))
                        .collect(Collectors.joining(", "))
                + (alarms.size() > NAMED ? ", …" : "");
    }

    Incident incident() {
        Incident plain = Muting.read(States.alarmed(alarm.text("AlarmName"), alarm.text("StateValue")), alarm);
        Optional<String> arn = alarm.text("AlarmArn");
        var origin = new Origin(List.of(Origin.region(arn)), List.of(Origin.account(arn)));
        Incident incident = alarm.has("AlarmRule") ? States.rule(origin.placed(plain)) : watched(plain, origin);
        return new Beginning(evidence()).of(incident);
    }

    private Incident watched(Incident plain, Origin origin) {
        boolean band = alarm.has("ThresholdMetricId");
        Incident incident = alarm.number("Threshold")
                .map(plain::withThreshold)
                .orElseGet(() -> band ? plain.lacking(Part.THRESHOLD, "a band") : plain);
        List<Watch> watches = Watch.alone(alarm)
                .map(List::of)
                .orElseGet(
                        () -> alarm.objects("Metrics").stream().map(Watch::of).toList());
        var crossing = new Watched.Crossing(
                alarm.text("ComparisonOperator"), alarm.text("StateReason").orElse(""), band);
        return new Watched(watches, crossing, Map.of()).of(incident, origin);
    }

    private Beginning.Evidence evidence() {
        Node data = States.data(alarm.text("StateReasonData"));
        return new Beginning.Evidence(
                alarm.text("StateTransitionedTimestamp")
                        .or(() -> alarm.text("StateUpdatedTimestamp"))
                        .flatMap(Times::instant)
                        .orElse(null),
                alarm.text("StateReason").orElse(""),
                data,
                alarm.number("Period").or(() -> data.number("period")),
                alarm.number("EvaluationPeriods"),
                States.children(data.objects("triggeringAlarms")));
    }
}
