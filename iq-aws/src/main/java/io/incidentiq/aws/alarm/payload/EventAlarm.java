package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.Times;
import io.incidentiq.rollback.Incident;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An alarm as EventBridge tells of its state change, and as CloudWatch invokes a function with it. */
public final class EventAlarm {
    private final Node event;
    private final Node detail;
    private final Node state;
    private final Node configuration;

    /** @param detail the part of {@code event} that is about the alarm */
    public EventAlarm(Node event, Node detail) {
        this.event = event;
        this.detail = detail;
        this.state = detail.object("state");
        this.configuration = detail.object("configuration");
    }

    public Incident incident() {
        Incident plain = States.alarmed(detail.text("alarmName"), state.text("value"));
        plain = Muting.read(plain, detail, state, configuration, event);
        Optional<String> arn = event.text("alarmArn")
                .or(() -> event.texts("resources").stream().findFirst());
        var origin = new Origin(
                List.of(event.text("region"), Origin.region(arn)),
                List.of(Origin.account(arn), event.text("account"), event.text("accountId")));
        Node data = States.data(state.text("reasonData"));
        Incident incident =
                configuration.has("alarmRule") ? States.rule(origin.placed(plain)) : watched(plain, origin, data);
        return new Beginning(evidence(data)).of(incident);
    }

    private Incident watched(Incident plain, Origin origin, Node data) {
        boolean band = data.has("recentUpperThresholds")
                || data.has("recentLowerThresholds")
                || configuration.has("thresholdMetricId");
        List<Watch> watches =
                configuration.objects("metrics").stream().map(Watch::of).toList();
        var crossing = new Watched.Crossing(
                configuration.text("comparisonOperator"),
                data.number("threshold").or(() -> configuration.number("threshold")),
                state.text("reason").orElse(""),
                band);
        Map<String, String> contributor =
                detail.object("alarmContributor").object("attributes").texts();
        return new Watched(watches, crossing, contributor).of(plain, origin);
    }

    /** The event says nothing of how many periods the alarm looks at; its reason may. */
    private Beginning.Evidence evidence(Node data) {
        Optional<Double> period = data.number("period")
                .or(() -> configuration.objects("metrics").stream()
                        .flatMap(m -> Stream.concat(
                                m.object("metricStat").number("period").stream(), m.number("period").stream()))
                        .max(Double::compare));
        return new Beginning.Evidence(
                state.text("timestamp").flatMap(Times::instant).orElse(null),
                state.text("reason").orElse(""),
                data,
                period,
                configuration.number("evaluationPeriods"),
                States.children(data.objects("triggeringAlarms")));
    }
}
