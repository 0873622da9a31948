package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import io.incidentiq.rollback.plan.Incident.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An alarm as EventBridge tells of its state change, and as CloudWatch invokes a function with it. */
final class EventAlarm {
    private final Node event;
    private final Node detail;
    private final Node state;

    /** @param detail the part of {@code event} that is about the alarm */
    EventAlarm(Node event, Node detail) {
        this.event = event;
        this.detail = detail;
        this.state = detail.object("state");
    }

    Incident incident() {
        Incident plain = States.alarmed(detail.text("alarmName"), state.text("value"));
        state.text("actionsSuppressedBy").ifPresent(by -> {
            throw NotAnAlarm.found("the alarm %s, whose actions are suppressed (%s)"
                    .formatted(Words.quoted(plain.alarm()), Words.quoted(by)));
        });
        Optional<String> arn = event.text("alarmArn");
        Incident placed = Origin.of(
                plain,
                List.of(event.text("region"), Origin.region(arn)),
                List.of(event.text("account"), event.text("accountId"), Origin.account(arn)));
        Node data = state.text("reasonData").map(EventAlarm::data).orElse(Node.NONE);
        Node configuration = detail.object("configuration");
        Incident incident = configuration.has("alarmRule")
                ? States.rule(placed)
                : watched(placed, configuration.objects("metrics"), data);
        return new Beginning(evidence(data, configuration)).of(incident);
    }

    /** Whoever sets a state by hand may put anything there; without it the start is estimated. */
    private static Node data(String text) {
        try {
            return StrictJson.object("reasonData", text);
        } catch (NotAnAlarm e) {
            return Node.NONE;
        }
    }

    private static Incident watched(Incident plain, List<Node> metrics, Node data) {
        Incident incident = data.number("threshold")
                .map(plain::withThreshold)
                .orElseGet(() -> data.has("recentUpperThresholds") ? plain.lacking(Part.THRESHOLD, "a band") : plain);
        return Metrics.all(incident, metrics);
    }

    /** The event says nothing of how many periods the alarm looks at; its reason may. */
    private Beginning.Evidence evidence(Node data, Node configuration) {
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
                Optional.empty(),
                children(data));
    }

    private static List<Instant> children(Node data) {
        var times = new ArrayList<Instant>();
        for (Node child : data.objects("triggeringAlarms")) {
            Node state = child.object("state");
            state.text("timestamp")
                    .filter(t -> States.ALARM.equals(state.text("value").orElse("")))
                    .flatMap(Times::instant)
                    .ifPresent(times::add);
        }
        return times;
    }
}
