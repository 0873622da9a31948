package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.aws.alarm.text.StrictJson;
import io.incidentiq.aws.alarm.text.Times;
import io.incidentiq.aws.alarm.text.Words;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Incident.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every alarm has, a rule over other alarms too: a name and a state. */
final class States {
    static final String ALARM = "ALARM";

    private static final int LONGEST_NAME = 255;

    private States() {}

    /**
     * Begins the incident of an alarm.
     *
     * @throws NotAnAlarm if it has no name, or didn't go to ALARM
     */
    static Incident alarmed(Optional<String> name, Optional<String> state) {
        String called = name.filter(n -> !n.isBlank() && n.length() <= LONGEST_NAME)
                .map(Words::plain)
                .orElseThrow(() -> NotAnAlarm.found("an alarm without a name of 1 to 255 characters"));
        String now = state.orElseThrow(
                () -> NotAnAlarm.found("the alarm %s without a state".formatted(Words.quoted(called))));
        if (!now.equals(ALARM)) {
            throw NotAnAlarm.found("the alarm %s, which went to %s".formatted(Words.quoted(called), Words.quoted(now)));
        }
        return Incident.of(called);
    }

    /** Says why a rule over other alarms names no service. */
    static Incident rule(Incident plain) {
        return plain.lacking(Part.SERVICE, "a rule over other alarms");
    }

    /** Returns what an evaluation was based on. Whoever sets a state by hand may put anything there; without it the start is estimated. */
    static Node data(Optional<String> text) {
        try {
            return text.map(t -> StrictJson.object("reasonData", t)).orElse(Node.NONE);
        } catch (NotAnAlarm e) {
            return Node.NONE;
        }
    }

    /** Returns when those of {@code alarms} that went to ALARM did so. */
    static List<Instant> children(List<Node> alarms) {
        var times = new ArrayList<Instant>();
        for (Node child : alarms) {
            Node state = child.either("State", "state");
            Optional<String> value = state.text("Value", "value");
            state.text("Timestamp", "timestamp")
                    .filter(t -> value.filter(ALARM::equals).isPresent())
                    .flatMap(Times::instant)
                    .ifPresent(times::add);
        }
        return times;
    }
}
